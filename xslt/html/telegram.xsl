<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of one telegram. Result: the page, written as the output declaration says (parameters.xsl). -->
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

  <xsl:include href="../shared/labels.xsl"/>
  <xsl:include href="../shared/dates.xsl"/>
  <xsl:include href="../shared/names.xsl"/>
  <xsl:include href="../shared/reading.xsl"/>
  <xsl:include href="parameters.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="text.xsl"/>

  <xsl:template match="/" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="tx:title(*)"/>
      <xsl:with-param name="description" select="string((*/teiHeader/profileDesc/abstract)[1] ! tx:line(.))"/>
      <xsl:with-param name="kind" select="'telegram'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/" mode="main">
    <xsl:apply-templates select="*" mode="main"/>
  </xsl:template>

  <!-- The article: card, text, the way of the message beside it, and the apparatus below. -->
  <xsl:template match="*" mode="main">
    <article>
      <xsl:call-template name="steps-in-time"/>
      <xsl:call-template name="card"/>
      <div class="columns">
        <section class="reading" aria-labelledby="{tx:free-id('text', .)}">
          <h2 class="generated section-heading" id="{tx:free-id('text', .)}">{tx:label('text')}</h2>
          <xsl:call-template name="tools"/>
          <div class="text">
            <xsl:if test="text/@xml:lang">
              <xsl:attribute name="lang" select="(text/@xml:lang)[1]"/>
            </xsl:if>
            <xsl:apply-templates select="text/node() | sourceDoc"/>
          </div>
          <xsl:call-template name="footnotes"/>
        </section>
        <xsl:call-template name="facsimile"/>
        <xsl:call-template name="beside"/>
      </div>
      <xsl:call-template name="around"/>
      <div class="below">
        <xsl:call-template name="names"/>
        <xsl:call-template name="witnesses"/>
        <xsl:call-template name="copy-text"/>
        <xsl:call-template name="citation"/>
      </div>
      <xsl:call-template name="place-citation"/>
      <xsl:call-template name="name-popover"/>
    </article>
  </xsl:template>
</xsl:stylesheet>
