<?xml version="1.0" encoding="UTF-8"?>
<!-- All parameters of the site beside `labels` and `authority` (shared/), each with its type and default. -->
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

  <!-- The edition, as edition.toml names it. -->
  <xsl:param name="edition-title" as="xs:string" select="''"/>
  <xsl:param name="edition-subtitle" as="xs:string" select="''"/>
  <xsl:param name="publisher" as="xs:string" select="''"/>
  <xsl:param name="editors" as="xs:string" select="''"/>
  <!-- The licence of the encoding: its name and address. -->
  <xsl:param name="licence-name" as="xs:string" select="''"/>
  <xsl:param name="licence-target" as="xs:string" select="''"/>
  <!-- Where the site is published, with the final slash; empty where it has no address. -->
  <xsl:param name="base-url" as="xs:string" select="''"/>
  <!-- The date of the build (ISO 8601); empty where none is to be shown. -->
  <xsl:param name="build-date" as="xs:string" select="''"/>
  <!-- The PDF, relative to the site's home; empty where there is none. -->
  <xsl:param name="pdf" as="xs:string" select="''"/>
  <!-- The language of the interface (BCP 47). -->
  <xsl:param name="language" as="xs:string" select="'en'"/>
  <!-- The path of this page and of its TEI file, relative to the site's home, and the way back home ('' or '../'). -->
  <xsl:param name="page-path" as="xs:string" select="'index.html'"/>
  <xsl:param name="tei-path" as="xs:string" select="''"/>
  <xsl:param name="home" as="xs:string" select="''"/>

  <!-- HTML5 as text. C1 control characters have no place in HTML (a browser would read other characters): they are
       shown as U+FFFD. -->
  <xsl:variable name="tx:html5" as="map(*)" select="map{
      'method': 'html', 'html-version': 5.0, 'indent': false(), 'include-content-type': false(), 'encoding': 'UTF-8',
      'use-character-maps': map:merge((127 to 159) ! map{codepoints-to-string(.): '&#xFFFD;'})}"/>
</xsl:stylesheet>
