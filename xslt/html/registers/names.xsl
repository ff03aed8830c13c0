<?xml version="1.0" encoding="UTF-8"?>
<!-- Persons, places, organisations: all of them, and each with the places where it is named. -->
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

  <!-- By their first letter. -->
  <xsl:template match="cat:register[cat:item]" mode="register" as="element()*">
    <xsl:apply-templates select="cat:map"/>
    <xsl:variable name="letters" as="xs:string*" select="distinct-values(cat:item/@letter)"/>
    <xsl:if test="count($letters) gt 3">
      <nav class="letters" aria-label="{tx:label('register.letters')}">
        <ul>
          <xsl:for-each select="$letters">
            <li><a href="#letter-{position()}">{.}</a></li>
          </xsl:for-each>
        </ul>
      </nav>
    </xsl:if>
    <xsl:for-each-group select="cat:item" group-adjacent="string(@letter)">
      <section class="letter" id="letter-{position()}">
        <h2>{current-grouping-key()}</h2>
        <ul>
          <xsl:for-each select="current-group()">
            <li>
              <a href="{$home}{tx:path(@path)}">{(tx:main-name(tx:entry(.))[.], substring-after(@ref, '#'))[1]}</a>
              <xsl:text> </xsl:text>
              <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:for-each-group>
  </xsl:template>

  <!-- One person, place or organisation: what the authority says, then all places where it is named. -->
  <xsl:template match="cat:register[@kind = 'entry']" mode="register" as="element()*">
    <xsl:variable name="entry" as="element()?" select="tx:entry(.)"/>
    <dl class="facts">
      <xsl:for-each select="$entry">
        <xsl:call-template name="entry-facts"/>
      </xsl:for-each>
    </dl>
    <h2>{tx:counted('telegrams.count', xs:integer(@telegrams))}</h2>
    <ol class="occurrences">
      <xsl:for-each select="cat:telegram">
        <li>
          <xsl:call-template name="telegram"/>
          <xsl:text> </xsl:text>
          <xsl:for-each select="distinct-values(cat:occurrence/@role[. ne 'mentioned'])">
            <xsl:if test="position() gt 1">{tx:label('list.separator')}</xsl:if>
            <span class="role">{tx:label('role.' || .)}</span>
          </xsl:for-each>
          <xsl:variable name="mentioned" as="element()*" select="cat:occurrence[@role = 'mentioned']"/>
          <xsl:if test="exists($mentioned)">
            <xsl:variable name="path" as="xs:string" select="tx:telegram-path(.)"/>
            <ul>
              <xsl:for-each select="$mentioned">
                <li>
                  <xsl:text>{cat:before}</xsl:text>
                  <a href="{$path}{@anchor[. ne ''] ! ('#' || encode-for-uri(.))}">{(cat:form[normalize-space()], tx:main-name($entry)[.] ! ('[' || . || ']'), '[…]')[1]}</a>
                  <xsl:text>{cat:after}</xsl:text>
                </li>
              </xsl:for-each>
            </ul>
          </xsl:if>
        </li>
      </xsl:for-each>
    </ol>
  </xsl:template>
</xsl:stylesheet>
