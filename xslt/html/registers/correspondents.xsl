<?xml version="1.0" encoding="UTF-8"?>
<!-- Who wrote to whom: a drawing of the pairs that wrote most, and a table of all. -->
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

  <xsl:template match="cat:register[@kind = 'correspondents']" mode="register" as="element()*">
    <xsl:if test="@page = '1'">
      <xsl:call-template name="network">
        <xsl:with-param name="pairs" select="cat:pair[position() le 40]"/>
      </xsl:call-template>
    </xsl:if>
    <div class="table" tabindex="0" role="region" aria-label="{tx:label('register.correspondents')}">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{tx:label('fact.from')}</th>
            <th scope="col">{tx:label('fact.to')}</th>
            <th scope="col" class="number">{tx:label('nav.telegrams')}</th>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="cat:pair">
            <tr>
              <xsl:for-each select="cat:sender, cat:addressee">
                <td><xsl:call-template name="name"/></td>
              </xsl:for-each>
              <td class="number" data-value="{@telegrams}">{tx:number(@telegrams)}</td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <!-- Senders on the left, addressees on the right, a line for each pair, as broad as they wrote. -->
  <xsl:template name="network" as="element()">
    <xsl:param name="pairs" as="element(cat:pair)*"/>
    <xsl:variable name="names" as="map(xs:string, xs:string)" select="map:merge($pairs/(cat:sender | cat:addressee)
        ! map:entry(string(if (self::cat:sender) then ../@from else ../@to), tx:display-name(.)))"/>
    <xsl:variable name="step" as="xs:integer" select="28"/>
    <xsl:variable name="senders" as="xs:string*" select="distinct-values($pairs/@from)"/>
    <xsl:variable name="addressees" as="xs:string*" select="distinct-values($pairs/@to)"/>
    <xsl:variable name="most" as="xs:double" select="max((1, $pairs/@telegrams ! number()))"/>
    <figure class="network">
      <svg viewBox="0 0 720 {$step * max((count($senders), count($addressees))) + 10}" role="img"
           aria-label="{tx:label('network', (string(count($senders)), string(count($addressees))))}">
        <xsl:for-each select="$pairs">
          <xsl:variable name="from" as="xs:integer" select="$step * index-of($senders, @from) - 10"/>
          <xsl:variable name="to" as="xs:integer" select="$step * index-of($addressees, @to) - 10"/>
          <path d="M255 {$from}C360 {$from} 360 {$to} 465 {$to}" stroke-width="{round(1 + 7 * number(@telegrams) div $most, 1)}">
            <title>{tx:label('pair', (tx:label('from.to', ($names(@from), $names(@to))), tx:counted('telegrams.count', xs:integer(@telegrams))))}</title>
          </path>
        </xsl:for-each>
        <xsl:for-each select="$senders">
          <text x="245" y="{$step * position() - 5}" text-anchor="end">{tx:shortened($names(.), 34)}</text>
        </xsl:for-each>
        <xsl:for-each select="$addressees">
          <text x="475" y="{$step * position() - 5}">{tx:shortened($names(.), 34)}</text>
        </xsl:for-each>
      </svg>
    </figure>
  </xsl:template>

  <!-- A name that a drawing has room for. -->
  <xsl:function name="tx:shortened" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:sequence select="if (string-length($text) le $most) then $text else substring($text, 1, $most - 1) || '…'"/>
  </xsl:function>
</xsl:stylesheet>
