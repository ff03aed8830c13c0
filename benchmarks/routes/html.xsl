<?xml version="1.0" encoding="UTF-8"?>
<!-- The print model as paged HTML, for measuring only: footnotes, running heads, contents and registers with pages. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:map="http://www.w3.org/2005/xpath-functions/map" version="3.0" expand-text="yes">
  <xsl:key name="mark" match="mark" use="@kind || ' ' || @key"/>
  <xsl:mode on-no-match="shallow-skip"/>
  <xsl:template match="/">
    <xsl:variable name="html">
      <html lang="en"><head><title>{volume/title}</title><style>
        @page {{ size: A4; margin: 30mm 42mm 32mm 34mm; @bottom-center {{ content: counter(page) }} @top-left {{ content: string(n) }} }}
        body {{ font: 10.5pt/1.35 "Libertinus Serif", "Linux Libertine O", "DejaVu Serif"; text-align: justify; hyphens: auto }}
        article {{ break-before: page }} h1 {{ font-size: 15pt; string-set: n content() }} p {{ margin: 0; text-indent: 1.2em }}
        .note {{ float: footnote; font-size: 8.5pt }} .enclosure {{ border-left: .5pt solid; padding-left: 4mm }}
        .ref::after {{ content: target-counter(attr(href), page) }} .pair {{ display: flex; gap: 9mm }} .pair > div {{ width: 50% }}
      </style></head><body>
        <h1>{volume/title}</h1>
        <xsl:for-each select="volume/telegram"><p>{title} <a class="ref" href="#{@id}"/></p></xsl:for-each>
        <xsl:apply-templates select="volume/telegram"/>
        <xsl:for-each select="volume/register[not(@kind = ('abbreviation', 'bibliography'))]">
          <h2>{@kind}</h2>
          <xsl:for-each select="entry"><p>{name} <xsl:for-each select="key('mark', @kind || ' ' || @key)"><a class="ref" href="#m{count(preceding::mark)}"/><xsl:text> </xsl:text></xsl:for-each></p></xsl:for-each>
        </xsl:for-each>
      </body></html>
    </xsl:variable>
    <xsl:sequence select="map { 'out': serialize($html, map { 'method': 'html' }) }"/>
  </xsl:template>
  <xsl:template match="telegram"><article id="{@id}"><h1>{title}</h1><xsl:apply-templates select="mark, facts, abstract, body"/></article></xsl:template>
  <xsl:template match="fact"><p><i>{term}</i> {string-join(value, '; ')}</p></xsl:template>
  <xsl:template match="p"><p lang="{(ancestor-or-self::*/@lang)[last()]}"><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="heading"><h3><xsl:apply-templates/></h3></xsl:template>
  <xsl:template match="enclosure"><div class="enclosure"><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="pair"><div class="pair"><xsl:for-each select="side"><div><xsl:apply-templates/></div></xsl:for-each></div></xsl:template>
  <xsl:template match="item"><div style="margin-left: 1.5em"><xsl:apply-templates select="label, * except label"/></div></xsl:template>
  <xsl:template match="label"><b>{.} </b></xsl:template>
  <xsl:template match="note"><span class="note"><xsl:apply-templates select="p/node()"/>{by ! (' – ' || .)}</span></xsl:template>
  <xsl:template match="mark"><a id="m{count(preceding::mark)}"/></xsl:template>
  <xsl:template match="text()">{.}</xsl:template>
</xsl:stylesheet>
