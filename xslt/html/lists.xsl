<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists, tables and figures (Guidelines 3.8 and 15). -->
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

  <!-- A list without printed labels. -->
  <xsl:template match="list">
    <div class="list-block">
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="head"/>
      <xsl:element name="{if (tx:token(@rend) = 'numbered' or @type = 'ordered') then 'ol' else 'ul'}">
        <xsl:attribute name="class" select="string-join(('list', @type ! ('list-' || tx:token(.)), tx:rend(.)), ' ')"/>
        <xsl:for-each select="* except head">
          <xsl:call-template name="item"/>
        </xsl:for-each>
      </xsl:element>
    </div>
  </xsl:template>

  <!-- A list with its labels as printed: they are text and are never counted anew. -->
  <xsl:template match="list[label]" priority="1">
    <div class="list-block">
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="head"/>
      <ul class="{string-join(('list labelled', @type ! ('list-' || tx:token(.)), tx:rend(.)), ' ')}" role="list">
        <xsl:for-each-group select="* except head" group-starting-with="label">
          <li>
            <div class="label">
              <xsl:apply-templates select="current-group()/self::label"/>
            </div>
            <div class="item">
              <xsl:apply-templates select="current-group()[not(self::label)]"/>
            </div>
          </li>
        </xsl:for-each-group>
      </ul>
    </div>
  </xsl:template>

  <xsl:template name="item" as="element()">
    <li>
      <xsl:if test="self::item">
        <xsl:call-template name="common"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="self::item"><xsl:apply-templates/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
      </xsl:choose>
    </li>
  </xsl:template>

  <xsl:template match="list[label]/item">
    <div>
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <!-- A wide table scrolls by itself; the page never does. -->
  <xsl:template match="table">
    <div class="table" tabindex="0" role="region" aria-label="{(head ! tx:line(.), tx:label('table'))[1]}">
      <table>
        <xsl:call-template name="common"/>
        <xsl:if test="head">
          <caption>
            <xsl:apply-templates select="head/node()"/>
          </caption>
        </xsl:if>
        <tbody>
          <xsl:apply-templates select="* except head" mode="row"/>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <xsl:template match="row" mode="row">
    <tr>
      <xsl:call-template name="common"/>
      <xsl:apply-templates select="*" mode="cell"/>
    </tr>
  </xsl:template>

  <xsl:template match="*" mode="row">
    <tr>
      <td>
        <xsl:apply-templates select="."/>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="cell" mode="cell">
    <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}">
      <xsl:call-template name="common"/>
      <xsl:if test="matches(@cols, '^[1-9]\d?$')">
        <xsl:attribute name="colspan" select="@cols"/>
      </xsl:if>
      <xsl:if test="matches(@rows, '^[1-9]\d?$')">
        <xsl:attribute name="rowspan" select="@rows"/>
      </xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="*" mode="cell">
    <td>
      <xsl:apply-templates select="."/>
    </td>
  </xsl:template>

  <!-- Text between cells, rows or items is against TEI's rules, and kept all the same: the table gives way to lines. -->
  <xsl:template match="table[text()[normalize-space()] or row/text()[normalize-space()]]
                       | list[text()[normalize-space()]]" priority="2">
    <div class="tei-{local-name()}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="figure">
    <div class="figure">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <!-- Nothing is loaded from another place: an image is a link. -->
  <xsl:template match="graphic | media">
    <xsl:if test="tx:is-web-address(@url)">
      <a class="generated" href="{tx:clean-address(@url)}" lang="{$language}">{tx:label('image')}</a>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
