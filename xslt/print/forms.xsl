<?xml version="1.0" encoding="UTF-8"?>
<!-- The form of a telegram: service lines, marks, address, salutation, close, signature. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="opener | closer | postscript" as="element()*">
    <xsl:sequence select="f:blocks(node(), if (self::closer) then 'close' else if (self::opener) then 'service' else '', f:language(.))"/>
  </xsl:template>

  <xsl:template match="opener/dateline" as="element()*">
    <xsl:sequence select="f:blocks(node(), if (seg) then 'service' else 'dateline', f:language(.))"/>
  </xsl:template>

  <xsl:template match="opener//seg[f:is-block(.)] | closer/seg[f:is-block(.)]" as="element()*">
    <xsl:variable name="kind" as="xs:string" select="
        if (@type = ('urgency', 'secrecy', 'instruction')) then 'mark'
        else if (@type = 'unclassified') then 'unclassified'
        else 'service'"/>
    <xsl:sequence select="f:blocks(node(), $kind, f:language(.))"/>
  </xsl:template>

  <!-- An address is one paragraph, a line for each printed line. -->
  <xsl:template match="address" as="element()*">
    <p kind="address">
      <xsl:sequence select="f:language(.)"/>
      <xsl:for-each select="node()[self::* or normalize-space(.)]">
        <xsl:if test="position() gt 1">
          <br/>
        </xsl:if>
        <xsl:apply-templates select="self::addrLine/node(), self::node()[not(self::addrLine)]"/>
      </xsl:for-each>
    </p>
  </xsl:template>

  <xsl:template match="address[*/* ! f:is-block(.) = true()] | address[(* except addrLine) ! f:is-block(.) = true()]" as="element()*" priority="1">
    <xsl:sequence select="f:blocks(node(), 'address', f:language(.))"/>
  </xsl:template>

  <xsl:template match="addrLine" as="element()*">
    <xsl:sequence select="f:blocks(node(), 'address', f:language(.))"/>
  </xsl:template>

  <xsl:template match="salute" as="element()*">
    <xsl:sequence select="f:blocks(node(), if (ancestor::closer) then 'close' else 'salute', f:language(.))"/>
  </xsl:template>

  <xsl:template match="signed | byline" as="element()*">
    <xsl:sequence select="f:blocks(node(), 'signature', f:language(.))"/>
  </xsl:template>

  <xsl:template match="dateline" as="element()*">
    <xsl:sequence select="f:blocks(node(), 'dateline', f:language(.))"/>
  </xsl:template>

  <xsl:template match="trailer" as="element()*">
    <xsl:sequence select="f:blocks(node(), if (@type = 'unclassified') then 'unclassified' else 'close', f:language(.))"/>
  </xsl:template>

  <!-- A resolution written on the copy. -->
  <xsl:template match="note[@type = 'resolution']" as="element()*">
    <section kind="resolution">
      <xsl:sequence select="f:language(.)"/>
      <p kind="caption">{f:label('resolution')}{f:hand(@hand)}</p>
      <xsl:sequence select="f:blocks(node())"/>
    </section>
  </xsl:template>

  <!-- " (hand: scribe)", for what a handNote describes; '' where no hand is named. -->
  <xsl:function name="f:hand" as="xs:string">
    <xsl:param name="hand" as="attribute()?"/>
    <xsl:variable name="words" as="xs:string" select="(f:target($hand) ! tx:line(.), normalize-space($hand))[1]"/>
    <xsl:sequence select="if ($words) then ' (' || f:label('hand') || ': ' || $words || ')' else ''"/>
  </xsl:function>
</xsl:stylesheet>
