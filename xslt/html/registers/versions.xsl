<?xml version="1.0" encoding="UTF-8"?>
<!-- The versions of the edition, the newest first, and what each changed. -->
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

  <xsl:template match="cat:register[@kind = 'versions']" mode="register" as="element()*">
    <xsl:apply-templates select="cat:release"/>
  </xsl:template>

  <xsl:template match="cat:release" as="element()">
    <section class="release" aria-labelledby="v{@version}">
      <h2 id="v{@version}">{tx:label('versions.release', @version)} <span class="date">{tx:date(@date)}</span></h2>
      <xsl:for-each select="cat:changes">
        <p>
          <xsl:text>{tx:label('pair', (tx:value-label('versions', @kind), tx:counted('telegrams.count', xs:integer(@telegrams))))}</xsl:text>
        </p>
        <xsl:where-populated>
          <ul class="list">
            <xsl:for-each select="cat:change">
              <li>
                <xsl:for-each select="cat:telegram">
                  <xsl:call-template name="telegram"/>
                </xsl:for-each>
                <xsl:for-each select="@in">
                  <xsl:text> </xsl:text>
                  <span class="secondary">{string-join(tokenize(.) ! tx:value-label('versions', .), tx:label('versions.separator'))}</span>
                </xsl:for-each>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:where-populated>
      </xsl:for-each>
      <xsl:for-each select="@entries">
        <p>{tx:label('versions.entries', tokenize(.))}</p>
      </xsl:for-each>
      <xsl:if test="not(cat:changes or @entries)">
        <p>{tx:label('versions.same')}</p>
      </xsl:if>
    </section>
  </xsl:template>
</xsl:stylesheet>
