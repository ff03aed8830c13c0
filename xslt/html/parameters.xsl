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
  <!-- The version of the edition, as citations name it; empty where none is stated. -->
  <xsl:param name="edition-version" as="xs:string" select="''"/>
  <!-- The licence of the encoding: its name and address. -->
  <xsl:param name="licence-name" as="xs:string" select="''"/>
  <xsl:param name="licence-target" as="xs:string" select="''"/>
  <!-- Where the site is published, with the final slash; empty where it has no address. -->
  <xsl:param name="base-url" as="xs:string" select="''"/>
  <!-- The date of the build (ISO 8601); empty where none is to be shown. -->
  <xsl:param name="build-date" as="xs:string" select="''"/>
  <!-- The PDF, relative to the site's home; empty where there is none. -->
  <xsl:param name="pdf" as="xs:string" select="''"/>
  <!-- The indexes that the site may have, by name, with blanks between. -->
  <xsl:param name="pages" as="xs:string" select="''"/>
  <!-- The edition's logo and style sheet, relative to the site's home; empty where it has none. -->
  <xsl:param name="logo" as="xs:string" select="''"/>
  <xsl:param name="own-style" as="xs:string" select="''"/>
  <!-- Whether the site has a search: empty if it has none. -->
  <xsl:param name="search" as="xs:string" select="''"/>
  <!-- The hosts from which images are shown, with blanks between. -->
  <xsl:param name="image-hosts" as="xs:string" select="''"/>
  <!-- The interfaces for programs that the site has, by name, with blanks between. -->
  <xsl:param name="interfaces" as="xs:string" select="''"/>
  <!-- The language of the interface (BCP 47). -->
  <xsl:param name="language" as="xs:string" select="'en'"/>
  <!-- The path of this page and of its TEI file, relative to the site's home, and the way back home ('' or '../'). -->
  <xsl:param name="page-path" as="xs:string" select="'index.html'"/>
  <xsl:param name="tei-path" as="xs:string" select="''"/>
  <xsl:param name="home" as="xs:string" select="''"/>

  <!-- The name of the files that hold this telegram in other forms, as it stands in an address; empty where there are none. -->
  <xsl:param name="formats" as="xs:string" select="''"/>
  <!-- The path of the manifest of the telegram's facsimile, relative to the site's home; empty where there is none. -->
  <xsl:param name="manifest" as="xs:string" select="''"/>
  <!-- The telegram in the vocabulary of schema.org: JSON that may stand in a script element. -->
  <xsl:param name="linked-data" as="xs:string" select="''"/>
  <!-- Whether the telegram is not ready to be published: a preview shows it with a mark. -->
  <xsl:param name="draft" as="xs:boolean" select="false()"/>
  <!-- The telegrams around the telegram of the page (publish/around.py); without it nothing is said of any. -->
  <xsl:param name="around" as="document-node()?" select="()"/>

  <!-- In which releases the telegram of the page was first published, and changed last (publish/releases.py). -->
  <xsl:param name="history" as="document-node()?" select="()"/>

  <!-- HTML5 as text. DEL and the C1 control characters have no place in HTML (a browser would read other characters):
       they are shown as U+FFFD. Written straight to text, which is faster than serialize() with a tree before it. -->
  <xsl:output method="html" html-version="5.0" indent="no" include-content-type="no" encoding="UTF-8"
              use-character-maps="tx:controls"/>

  <xsl:character-map name="tx:controls">
    <xsl:output-character character="&#127;" string="&#xFFFD;"/>
    <xsl:output-character character="&#128;" string="&#xFFFD;"/>
    <xsl:output-character character="&#129;" string="&#xFFFD;"/>
    <xsl:output-character character="&#130;" string="&#xFFFD;"/>
    <xsl:output-character character="&#131;" string="&#xFFFD;"/>
    <xsl:output-character character="&#132;" string="&#xFFFD;"/>
    <xsl:output-character character="&#133;" string="&#xFFFD;"/>
    <xsl:output-character character="&#134;" string="&#xFFFD;"/>
    <xsl:output-character character="&#135;" string="&#xFFFD;"/>
    <xsl:output-character character="&#136;" string="&#xFFFD;"/>
    <xsl:output-character character="&#137;" string="&#xFFFD;"/>
    <xsl:output-character character="&#138;" string="&#xFFFD;"/>
    <xsl:output-character character="&#139;" string="&#xFFFD;"/>
    <xsl:output-character character="&#140;" string="&#xFFFD;"/>
    <xsl:output-character character="&#141;" string="&#xFFFD;"/>
    <xsl:output-character character="&#142;" string="&#xFFFD;"/>
    <xsl:output-character character="&#143;" string="&#xFFFD;"/>
    <xsl:output-character character="&#144;" string="&#xFFFD;"/>
    <xsl:output-character character="&#145;" string="&#xFFFD;"/>
    <xsl:output-character character="&#146;" string="&#xFFFD;"/>
    <xsl:output-character character="&#147;" string="&#xFFFD;"/>
    <xsl:output-character character="&#148;" string="&#xFFFD;"/>
    <xsl:output-character character="&#149;" string="&#xFFFD;"/>
    <xsl:output-character character="&#150;" string="&#xFFFD;"/>
    <xsl:output-character character="&#151;" string="&#xFFFD;"/>
    <xsl:output-character character="&#152;" string="&#xFFFD;"/>
    <xsl:output-character character="&#153;" string="&#xFFFD;"/>
    <xsl:output-character character="&#154;" string="&#xFFFD;"/>
    <xsl:output-character character="&#155;" string="&#xFFFD;"/>
    <xsl:output-character character="&#156;" string="&#xFFFD;"/>
    <xsl:output-character character="&#157;" string="&#xFFFD;"/>
    <xsl:output-character character="&#158;" string="&#xFFFD;"/>
    <xsl:output-character character="&#159;" string="&#xFFFD;"/>
  </xsl:character-map>
</xsl:stylesheet>
