<?xml version="1.0" encoding="UTF-8"?>
<!-- Original and translation beside each other (Guidelines 4.3.1): their paragraphs are paired by @corresp. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="group[count(text) = 2][empty(* except text)]" as="element()*">
    <xsl:variable name="left" as="element()*" select="f:units(text[1])"/>
    <xsl:variable name="right" as="element()*" select="f:units(text[2])"/>
    <!-- Where both begin anew together: the places of paired units that follow one another in both versions. -->
    <xsl:variable name="meetings" as="xs:integer*">
      <xsl:iterate select="$left">
        <xsl:param name="reached" as="xs:integer" select="0"/>
        <xsl:variable name="partner" as="xs:integer?" select="f:partner(., $right)[. gt $reached]"/>
        <xsl:if test="exists($partner)">
          <xsl:sequence select="position(), $partner"/>
        </xsl:if>
        <xsl:next-iteration>
          <xsl:with-param name="reached" select="($partner, $reached)[1]"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="empty($meetings)">
        <xsl:apply-templates/>
      </xsl:when>
      <xsl:otherwise>
        <parallel>
          <xsl:for-each select="text">
            <version>
              <xsl:sequence select="f:language(.)"/>
              <xsl:sequence select="f:version-heading(.)"/>
            </version>
          </xsl:for-each>
          <xsl:variable name="starts" as="xs:integer*" select="1, 1, $meetings"/>
          <xsl:for-each select="0 to count($starts) idiv 2 - 1">
            <xsl:variable name="at" as="xs:integer" select="2 * . + 1"/>
            <xsl:variable name="one" as="element()*" select="f:stretch($left, $starts[$at], $starts[$at + 2])"/>
            <xsl:variable name="other" as="element()*" select="f:stretch($right, $starts[$at + 1], $starts[$at + 3])"/>
            <xsl:if test="exists(($one, $other))">
              <pair>
                <side>
                  <xsl:sequence select="f:language(($one/ancestor::text)[last()]), f:blocks($one)"/>
                </side>
                <side>
                  <xsl:sequence select="f:language(($other/ancestor::text)[last()]), f:blocks($other)"/>
                </side>
              </pair>
            </xsl:if>
          </xsl:for-each>
        </parallel>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What stands in a version one below the other: the blocks of its body and of the divisions that only order it. -->
  <xsl:function name="f:units" as="element()*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each select="$element/*">
      <xsl:sequence select="
          if (self::body or self::front or self::back or self::div[not(@type) or @type = ('telegram', 'dispatch')]) then f:units(.) else ."/>
    </xsl:for-each>
  </xsl:function>

  <!-- The place among the others of the first that is paired with a unit, from whichever side. -->
  <xsl:function name="f:partner" as="xs:integer?">
    <xsl:param name="unit" as="element()"/>
    <xsl:param name="others" as="element()*"/>
    <xsl:variable name="ids" as="xs:string*" select="$unit/descendant-or-self::*/@xml:id"/>
    <xsl:variable name="wanted" as="xs:string*" select="$unit/descendant-or-self::*/@corresp ! tokenize(.)[starts-with(., '#')] ! substring(., 2)"/>
    <xsl:variable name="found" as="element()*" select="$others[
        descendant-or-self::*/@xml:id = $wanted
        or descendant-or-self::*/@corresp ! tokenize(.) ! substring-after(., '#') = $ids]"/>
    <xsl:sequence select="if ($found) then index-of($others ! generate-id(.), generate-id($found[1]))[1] else ()"/>
  </xsl:function>

  <xsl:function name="f:stretch" as="element()*">
    <xsl:param name="units" as="element()*"/>
    <xsl:param name="from" as="xs:integer"/>
    <xsl:param name="next" as="xs:integer?"/>
    <xsl:sequence select="subsequence($units, $from, ($next, count($units) + 1)[1] - $from)"/>
  </xsl:function>
</xsl:stylesheet>
