<?xml version="1.0" encoding="UTF-8"?>
<!-- sourceDesc: witnesses with their shelfmarks, copy text, citation, provenance. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="sourceDesc" mode="facts" as="element()*">
    <xsl:sequence select="f:fact(f:label('witnesses'), .//witness ! f:witness(.))"/>
    <xsl:for-each select=".//biblStruct[@type = 'copyText']">
      <xsl:sequence select="f:fact(f:label('copytext'), string-join(f:copy-text(.), ', '))"/>
      <xsl:sequence select="f:fact(f:label('citation'), note[@type = 'citation'] ! tx:line(.))"/>
      <xsl:sequence select="f:fact(f:label('provenance'), note[not(@type = 'citation')] ! tx:line(.))"/>
    </xsl:for-each>
    <xsl:sequence select="f:fact(f:label('copytext'), (bibl, p, biblFull, biblStruct[not(@type = 'copyText')]) ! tx:line(.))"/>
  </xsl:template>

  <!-- A witness: siglum or number, place, repository, shelfmark as printed. -->
  <xsl:function name="f:witness" as="xs:string">
    <xsl:param name="witness" as="element()"/>
    <xsl:variable name="identifier" as="element()*" select="$witness//msIdentifier[1]"/>
    <xsl:variable name="place" as="xs:string*" select="$identifier/(settlement, repository, collection) ! tx:line(.)"/>
    <xsl:variable name="shelfmark" as="xs:string*" select="$identifier/idno[not(@type = 'canonical')] ! tx:line(.)"/>
    <xsl:variable name="former" as="xs:string*" select="$identifier/altIdentifier ! (
        f:label('former-shelfmark') || ' ' || string-join((string-join((settlement, repository, idno[not(@type = 'canonical')]) ! tx:line(.), ', '), note ! tx:line(.))[.], '; '))"/>
    <xsl:variable name="words" as="xs:string" select="
        if (exists($identifier)) then string-join(($place, $shelfmark, $former)[. != ''], ', ')
        else tx:line($witness)"/>
    <!-- Leaf marks and variants name the witness by its siglum. -->
    <xsl:variable name="siglum" as="xs:string" select="string($witness/@xml:id)"/>
    <xsl:sequence select="if ($siglum and not(contains($words, $siglum))) then $siglum || ': ' || $words else $words"/>
  </xsl:function>

  <!-- The pieces of what was transcribed. The title is left out where it is the telegram's own. -->
  <xsl:function name="f:copy-text" as="xs:string*">
    <xsl:param name="source" as="element()"/>
    <xsl:variable name="own" as="xs:string*" select="root($source)//titleStmt/title ! tx:line(.)"/>
    <xsl:for-each select="$source/monogr/(* except imprint), $source/analytic/*, $source/monogr/imprint/*">
      <xsl:variable name="text" as="xs:string" select="tx:line(.)"/>
      <xsl:choose>
        <xsl:when test="self::title[$text = $own] or not($text or @when)"/>
        <xsl:when test="self::idno">{f:label('record')} {$text}</xsl:when>
        <xsl:when test="self::date[@type = 'record']">{f:label('record-date')} {f:date(.)}</xsl:when>
        <xsl:when test="self::date[@type = 'uploaded']">{f:label('uploaded')} {f:date(.)}</xsl:when>
        <xsl:when test="self::date">{f:date(.)}</xsl:when>
        <xsl:otherwise>{$text}</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
