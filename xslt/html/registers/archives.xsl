<?xml version="1.0" encoding="UTF-8"?>
<!-- Archives: the repositories, and each as a tree of fond, opis, delo, with the telegrams on their leaves. -->
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

  <xsl:template match="cat:register[@kind = 'archives']" mode="register" as="element()*">
    <ul class="tree">
      <xsl:for-each select="cat:archive">
        <li>
          <a href="{$home}{tx:path(@path)}">{tx:display-name(tx:repository(cat:leaf))}</a>
          <xsl:text> </xsl:text>
          <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="cat:register[@kind = 'archive']" mode="register" as="element()*">
    <xsl:call-template name="branch">
      <xsl:with-param name="leaves" select="cat:telegram/cat:leaf"/>
      <xsl:with-param name="depth" select="1"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What lies in one part of an archive: its parts, which fold, then the telegrams on their leaves. -->
  <xsl:template name="branch" as="element()?">
    <xsl:param name="leaves" as="element(cat:leaf)*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <ul class="tree">
      <xsl:for-each-group select="$leaves" group-adjacent="string-join(cat:part[$depth] ! (@type, .), ' ')">
        <xsl:variable name="part" as="element()?" select="cat:part[$depth]"/>
        <xsl:choose>
          <xsl:when test="$part">
            <li>
              <details open="open">
                <summary>
                  <span class="part">{tx:value-label('shelfmark', $part/@type)} {$part}</span>
                  <xsl:text> </xsl:text>
                  <span class="count">{tx:counted('telegrams.count', count(distinct-values(current-group()/../@id)))}</span>
                </summary>
                <xsl:call-template name="branch">
                  <xsl:with-param name="leaves" select="current-group()"/>
                  <xsl:with-param name="depth" select="$depth + 1"/>
                </xsl:call-template>
              </details>
            </li>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="current-group()">
              <li>
                <xsl:for-each select="@leaves">
                  <span class="part">{tx:label('shelfmark.leaves', .)}</span>
                  <xsl:text> </xsl:text>
                </xsl:for-each>
                <xsl:for-each select="..">
                  <xsl:call-template name="telegram"/>
                </xsl:for-each>
              </li>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </ul>
  </xsl:template>
</xsl:stylesheet>
