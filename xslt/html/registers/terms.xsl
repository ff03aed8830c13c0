<?xml version="1.0" encoding="UTF-8"?>
<!-- Numbers, subjects, abbreviations: what they are, and the telegrams that have them. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- Numbers, subjects, abbreviations: what they are, and the telegrams that have them. -->
  <xsl:template match="cat:register[@kind = ('numbers', 'subjects', 'abbreviations')]" mode="register" as="element()*">
    <dl class="terms">
      <xsl:for-each-group select="cat:telegram" group-adjacent="string-join((cat:number | cat:subject | cat:abbreviation) ! (., @meaning), '&#9;')">
        <xsl:variable name="term" as="element()" select="cat:number | cat:subject | cat:abbreviation"/>
        <div>
          <dt>{$term}<xsl:for-each select="$term/@meaning">: {.}</xsl:for-each></dt>
          <xsl:for-each-group select="current-group()" group-by="@id">
            <dd>
              <xsl:call-template name="telegram"/>
              <xsl:for-each select="cat:number/@type[not(. = ('telegram', 'message'))]">
                <xsl:text> ({tx:value-label('number', .)})</xsl:text>
              </xsl:for-each>
            </dd>
          </xsl:for-each-group>
        </div>
      </xsl:for-each-group>
    </dl>
  </xsl:template>
</xsl:stylesheet>
