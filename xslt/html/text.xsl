<?xml version="1.0" encoding="UTF-8"?>
<!-- All that a text of the edition needs on a page: its words, notes, names, messages, source. -->
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

  <xsl:include href="../shared/messages.xsl"/>
  <xsl:include href="../shared/paragraphs.xsl"/>
  <xsl:include href="card.xsl"/>
  <xsl:include href="beside.xsl"/>
  <xsl:include href="way.xsl"/>
  <xsl:include href="around.xsl"/>
  <xsl:include href="source.xsl"/>
  <xsl:include href="structure.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:include href="inline.xsl"/>
  <xsl:include href="facsimile.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="entry.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="tools.xsl"/>
</xsl:stylesheet>
