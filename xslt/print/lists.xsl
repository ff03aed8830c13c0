<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists with their printed labels, and tables. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- A label belongs to the item after it; anything else between items stays where it is, as an item without label. -->
  <xsl:template match="list" as="element()*">
    <xsl:apply-templates select="head"/>
    <list>
      <xsl:attribute name="kind" select="
          if (label or @rend = 'numbered') then 'labelled' else if (@rend = 'bulleted') then 'bulleted' else 'plain'"/>
      <xsl:sequence select="f:language(.)"/>
      <xsl:for-each-group select="node()[not(self::head)][self::* or normalize-space(.)]" group-ending-with="item">
        <item>
          <xsl:if test="current-group()/self::label">
            <label>
              <xsl:for-each select="current-group()/self::label">
                <xsl:if test="position() gt 1">
                  <xsl:text> </xsl:text>
                </xsl:if>
                <xsl:apply-templates/>
              </xsl:for-each>
            </label>
          </xsl:if>
          <xsl:sequence select="f:blocks(current-group()[not(self::label or self::item)])"/>
          <xsl:for-each select="current-group()/self::item">
            <xsl:sequence select="f:blocks(node(), '', f:language(.))"/>
          </xsl:for-each>
        </item>
      </xsl:for-each-group>
    </list>
    </xsl:template>

  <xsl:template match="table" as="element()*">
    <xsl:variable name="rows" as="element()*" select="row"/>
    <xsl:sequence select="f:blocks(node()[not(self::row)], 'caption', f:language(.))"/>
    <xsl:if test="exists($rows/cell)">
      <table columns="{max($rows ! sum(cell ! f:span(@cols, 100)))}">
        <xsl:sequence select="f:language(.)"/>
        <xsl:for-each select="$rows[cell]">
          <xsl:variable name="below" as="xs:integer" select="1 + last() - position()"/>
          <row>
            <xsl:if test="@role = 'label'">
              <xsl:attribute name="head" select="'yes'"/>
            </xsl:if>
            <xsl:for-each select="cell">
              <cell columns="{f:span(@cols, 100)}" rows="{f:span(@rows, $below)}">
                <xsl:if test="@role = 'label'">
                  <xsl:attribute name="head" select="'yes'"/>
                </xsl:if>
                <xsl:sequence select="f:blocks(node(), '', f:language(.))"/>
              </cell>
            </xsl:for-each>
          </row>
        </xsl:for-each>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- A span from the document, between 1 and $most. -->
  <xsl:function name="f:span" as="xs:integer">
    <xsl:param name="stated" as="attribute()?"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:sequence select="
        if (matches($stated, '^\d{1,6}$')) then max((1, min((xs:integer($stated), $most)))) else 1"/>
  </xsl:function>
</xsl:stylesheet>
