<?xml version="1.0" encoding="UTF-8"?>
<!-- All kinds of pages at once: what an edition's own module is put together with, so that it may override any of them. -->
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

  <xsl:include href="telegram.xsl"/>
  <xsl:include href="index.xsl"/>
  <xsl:include href="register.xsl"/>
  <xsl:include href="search.xsl"/>
</xsl:stylesheet>
