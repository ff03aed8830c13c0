<?xml version="1.0" encoding="UTF-8"?>
<!-- The edition's introduction on its home page: a text as all others, with its notes and the cards of its names. -->
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

  <xsl:include href="text.xsl"/>

  <!-- The introduction, as TEI. -->
  <xsl:param name="introduction" as="document-node()?" select="()"/>

  <xsl:template match="TEI" mode="introduction" as="element()*">
    <xsl:variable name="id" as="xs:string" select="tx:free-id('introduction', .)"/>
    <section class="introduction" aria-labelledby="{$id}">
      <h2 id="{$id}">{tx:label('introduction')}</h2>
      <div class="text">
        <xsl:for-each select="(text/@xml:lang, @xml:lang)[1]">
          <xsl:attribute name="lang" select="."/>
        </xsl:for-each>
        <xsl:apply-templates select="text/node()"/>
      </div>
      <xsl:call-template name="footnotes"/>
      <xsl:call-template name="names">
        <xsl:with-param name="heading" select="tx:label('names.introduction')"/>
      </xsl:call-template>
    </section>
    <xsl:call-template name="name-popover"/>
  </xsl:template>
</xsl:stylesheet>
