<?xml version="1.0" encoding="UTF-8"?>
<!-- The print model as XSL-FO, for measuring only: footnotes, running heads, contents and registers with pages. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:fo="http://www.w3.org/1999/XSL/Format" version="3.0" expand-text="yes">
  <xsl:key name="mark" match="mark" use="@kind || ' ' || @key"/>
  <xsl:mode on-no-match="shallow-skip"/>
  <xsl:template match="/">
    <xsl:variable name="fo">
      <fo:root font-family="DejaVu Serif" font-size="9pt" line-height="1.35">
        <fo:layout-master-set><fo:simple-page-master master-name="a4" page-width="210mm" page-height="297mm" margin="20mm 42mm 20mm 34mm">
          <fo:region-body margin="12mm 0"/><fo:region-before extent="8mm"/><fo:region-after extent="8mm"/></fo:simple-page-master></fo:layout-master-set>
        <fo:page-sequence master-reference="a4"><fo:flow flow-name="xsl-region-body">
          <fo:block font-size="20pt">{volume/title}</fo:block>
          <xsl:for-each select="volume/telegram"><fo:block text-align-last="justify">{title} <fo:leader leader-pattern="dots"/><fo:page-number-citation ref-id="{@id}"/></fo:block></xsl:for-each>
        </fo:flow></fo:page-sequence>
        <xsl:apply-templates select="volume/telegram"/>
        <fo:page-sequence master-reference="a4"><fo:flow flow-name="xsl-region-body">
          <xsl:for-each select="volume/register[not(@kind = ('abbreviation', 'bibliography'))]">
            <fo:block font-weight="bold">{@kind}</fo:block>
            <xsl:for-each select="entry"><fo:block>{name} <xsl:for-each select="key('mark', @kind || ' ' || @key)"><fo:page-number-citation ref-id="m{count(preceding::mark)}"/><xsl:text> </xsl:text></xsl:for-each></fo:block></xsl:for-each>
          </xsl:for-each>
        </fo:flow></fo:page-sequence>
      </fo:root>
    </xsl:variable>
    <xsl:sequence select="map { 'out': serialize($fo, map { 'method': 'xml' }) }"/>
  </xsl:template>
  <xsl:template match="telegram">
    <fo:page-sequence master-reference="a4" language="en">
      <fo:static-content flow-name="xsl-region-before"><fo:block>{number}</fo:block></fo:static-content>
      <fo:static-content flow-name="xsl-region-after"><fo:block text-align="center"><fo:page-number/></fo:block></fo:static-content>
      <fo:flow flow-name="xsl-region-body" text-align="justify" hyphenate="true">
        <fo:block id="{@id}" font-size="15pt" font-weight="bold">{title}<xsl:apply-templates select="mark"/></fo:block>
        <xsl:apply-templates select="facts, abstract, body"/>
      </fo:flow>
    </fo:page-sequence>
  </xsl:template>
  <xsl:template match="fact"><fo:block>{term}: {string-join(value, '; ')}</fo:block></xsl:template>
  <xsl:template match="p"><fo:block text-indent="4mm"><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="heading"><fo:block font-weight="bold" keep-with-next="always"><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="enclosure"><fo:block margin-left="4mm" border-left="0.5pt solid black"><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="parallel"><fo:table table-layout="fixed" width="100%"><fo:table-body><xsl:apply-templates select="pair"/></fo:table-body></fo:table></xsl:template>
  <xsl:template match="pair"><fo:table-row><xsl:for-each select="side"><fo:table-cell padding="1mm"><fo:block><xsl:apply-templates/></fo:block></fo:table-cell></xsl:for-each></fo:table-row></xsl:template>
  <xsl:template match="item"><fo:block margin-left="6mm"><xsl:apply-templates/></fo:block></xsl:template>
  <xsl:template match="label"><fo:block font-weight="bold">{.}</fo:block></xsl:template>
  <xsl:template match="note[ancestor::note]"><xsl:apply-templates select="p/node()"/></xsl:template>
  <xsl:template match="note"><fo:footnote><fo:inline baseline-shift="super" font-size="70%">{@n}</fo:inline><fo:footnote-body><fo:block font-size="8pt">{@n} <xsl:apply-templates select="p/node()"/>{by ! (' – ' || .)}</fo:block></fo:footnote-body></fo:footnote></xsl:template>
  <xsl:template match="mark"><fo:inline id="m{count(preceding::mark)}"/></xsl:template>
  <xsl:template match="text()">{.}</xsl:template>
</xsl:stylesheet>
