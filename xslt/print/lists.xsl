<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists with their printed labels, and tables. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- A label belongs to the item after it; anything else between items stays where it is, as an item without label. -->
  <xsl:template match="list" as="element()*">
    <xsl:apply-templates select="head"/>
    <list>
      <xsl:attribute name="kind" select="
          if (label or @rend = 'numbered') then 'labelled' else if (@rend = 'bulleted' or ($introduction and not(@rend))) then 'bulleted' else 'plain'"/>
      <!-- Of points that are numbered without a printed label, the number is their place. -->
      <xsl:variable name="counted" as="xs:boolean" select="@rend = 'numbered' and empty(label)"/>
      <xsl:sequence select="f:language(.)"/>
      <xsl:for-each-group select="node()[not(self::head)][self::* or normalize-space(.)]" group-ending-with="item">
        <item>
          <xsl:if test="$counted and current-group()/self::item">
            <label>{count(current-group()/self::item/preceding-sibling::item) + 1}.</label>
          </xsl:if>
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

  <!-- Every row fills all columns, spans from the rows above included: where the source has fewer cells, empty ones follow. -->
  <xsl:template match="table" as="element()*">
    <xsl:variable name="rows" as="element()*" select="row[cell]"/>
    <xsl:variable name="widths" as="xs:integer*" select="$rows ! f:width(., $rows)"/>
    <xsl:sequence select="f:blocks(node()[not(self::row)], 'caption', f:language(.))"/>
    <xsl:if test="exists($rows)">
      <table columns="{max($widths)}">
        <xsl:sequence select="f:language(.)"/>
        <xsl:for-each select="$rows">
          <xsl:variable name="position" as="xs:integer" select="position()"/>
          <row>
            <xsl:if test="@role = 'label'">
              <xsl:attribute name="head" select="'yes'"/>
            </xsl:if>
            <xsl:for-each select="cell">
              <cell columns="{f:span(@cols, 100)}" rows="{f:height(., $rows)}">
                <xsl:if test="@role = 'label'">
                  <xsl:attribute name="head" select="'yes'"/>
                </xsl:if>
                <xsl:sequence select="f:blocks(node(), '', f:language(.))"/>
              </cell>
            </xsl:for-each>
            <xsl:for-each select="$widths[$position] + 1 to max($widths)">
              <cell columns="1" rows="1"/>
            </xsl:for-each>
          </row>
        </xsl:for-each>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- The columns that a row fills, with those of cells that reach down to it. -->
  <xsl:function name="f:width" as="xs:integer">
    <xsl:param name="row" as="element()"/>
    <xsl:param name="rows" as="element()*"/>
    <xsl:variable name="above" as="element()*" select="$rows[. &lt;&lt; $row]"/>
    <xsl:variable name="reaching" as="element()*" select="
        for $position in 1 to count($above)
        return $above[$position]/cell[@rows][f:height(., $rows) gt count($above) + 1 - $position]"/>
    <xsl:sequence select="xs:integer(sum(($row/cell, $reaching) ! f:span(@cols, 100)))"/>
  </xsl:function>

  <!-- The rows that a cell fills: never beyond the table, nor from its head into its body. -->
  <xsl:function name="f:height" as="xs:integer">
    <xsl:param name="cell" as="element()"/>
    <xsl:param name="rows" as="element()*"/>
    <xsl:variable name="row" as="element()" select="$cell/.."/>
    <xsl:variable name="below" as="element()*" select="$rows[. >> $row]"/>
    <xsl:variable name="body" as="element()*" select="if ($row/@role = 'label') then $below[not(@role = 'label')][1] else ()"/>
    <xsl:sequence select="if ($cell/@rows) then f:span($cell/@rows, 1 + count($below[empty($body) or . &lt;&lt; $body])) else 1"/>
  </xsl:function>

  <!-- A span from the document, between 1 and $most. -->
  <xsl:function name="f:span" as="xs:integer">
    <xsl:param name="stated" as="attribute()?"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:sequence select="
        if (matches($stated, '^\d{1,6}$')) then max((1, min((xs:integer($stated), $most)))) else 1"/>
  </xsl:function>
</xsl:stylesheet>
