<?xml version="1.0" encoding="UTF-8"?>
<!-- One TEI telegram becomes its part of the print model (docs/print-model.md, schemas/print.rnc).

     The result is a map with one entry, "part": the element telegram as a string. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- The words of the print edition (xslt/labels/print-*.xml). -->
  <xsl:param name="labels" as="document-node()" required="yes"/>
  <!-- The authority of the edition; an empty TEI document where it has none. -->
  <xsl:param name="authority" as="document-node()" required="yes"/>
  <!-- Whether the document is the introduction of the edition instead of a telegram. -->
  <xsl:param name="introduction" as="xs:boolean" select="false()"/>
  <!-- Whether the telegram is not ready to be published and bears a mark. -->
  <xsl:param name="draft" as="xs:boolean" select="false()"/>

  <xsl:include href="../shared/paragraphs.xsl"/>
  <xsl:include href="../shared/reading.xsl"/>
  <xsl:include href="functions.xsl"/>
  <xsl:include href="header.xsl"/>
  <xsl:include href="correspondence.xsl"/>
  <xsl:include href="sources.xsl"/>
  <xsl:include href="blocks.xsl"/>
  <xsl:include href="forms.xsl"/>
  <xsl:include href="parallel.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:include href="phrases.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="marks.xsl"/>
  <xsl:include href="index.xsl"/>
  <xsl:include href="space.xsl"/>

  <!-- Everything that no template knows goes on to its content: an unknown element degrades to its text. -->
  <xsl:mode on-no-match="shallow-skip" typed="no" use-accumulators="paragraph"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="part" as="document-node()">
      <xsl:document>
        <xsl:apply-templates select="TEI"/>
      </xsl:document>
    </xsl:variable>
    <xsl:variable name="spaced" as="document-node()">
      <xsl:apply-templates select="$part" mode="space"/>
    </xsl:variable>
    <xsl:sequence select="map { 'part': serialize($spaced, map { 'method': 'xml', 'omit-xml-declaration': true(), 'indent': false() }) }"/>
  </xsl:template>

  <!-- The introduction of the edition: its title is that of its header, else its one heading, else the word for it. -->
  <xsl:template match="TEI[$introduction]" as="element()" priority="1">
    <xsl:variable name="heading" as="element()?" select="text/body[count(div) = 1][empty(* except div)]/div/head[1]"/>
    <xsl:variable name="stated" as="xs:string*" select="(teiHeader/fileDesc/titleStmt/title, $heading) ! tx:line(.)[.]"/>
    <introduction>
      <xsl:sequence select="f:language((text[@xml:lang], .)[1])"/>
      <title>{($stated, f:label('introduction'))[1]}</title>
      <xsl:choose>
        <xsl:when test="$heading and empty(teiHeader//titleStmt/title[normalize-space(.)])">
          <xsl:sequence select="f:blocks(text/body/div/(node() except $heading))"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="f:blocks(text/node())"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="." mode="index"/>
    </introduction>
  </xsl:template>

  <xsl:template match="TEI" as="element()">
    <telegram id="{(@xml:id, 'telegram')[1]}">
      <xsl:sequence select="f:language(.)"/>
      <xsl:apply-templates select="teiHeader" mode="header"/>
      <body>
        <xsl:sequence select="f:language(text)"/>
        <xsl:apply-templates select="text"/>
      </body>
      <xsl:apply-templates select="." mode="index"/>
    </telegram>
  </xsl:template>
</xsl:stylesheet>
