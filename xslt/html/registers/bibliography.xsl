<?xml version="1.0" encoding="UTF-8"?>
<!-- The bibliography of the authority file (Guidelines 3.12). -->
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

  <xsl:template match="cat:register[@kind = 'bibliography']" mode="register" as="element()*">
    <xsl:apply-templates select="listBibl" mode="bibliography"/>
  </xsl:template>

  <xsl:template match="listBibl" mode="bibliography" as="element()*">
    <xsl:for-each select="head">
      <h2>{tx:line(.)}</h2>
    </xsl:for-each>
    <xsl:where-populated>
      <ul class="bibliography">
        <xsl:for-each select="bibl | biblStruct | msDesc">
          <li>
            <xsl:sequence select="tx:own-id(.)"/>
            <xsl:apply-templates select="." mode="bibliography"/>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:where-populated>
    <xsl:apply-templates select="listBibl" mode="bibliography"/>
  </xsl:template>

  <!-- Free references stay as their editor wrote them. -->
  <xsl:template match="bibl | msDesc" mode="bibliography">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <!-- Structured ones in the order of their parts: who, what, in what, where and when. -->
  <xsl:template match="biblStruct" mode="bibliography">
    <xsl:for-each select="analytic, monogr, series, note, idno, ref, ptr, relatedItem">
      <xsl:if test="position() gt 1">{tx:label('bibliography.separator')}</xsl:if>
      <xsl:apply-templates select="." mode="#current"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="analytic | monogr | series | imprint" mode="bibliography">
    <xsl:for-each select="author, editor, (* except (author, editor))">
      <xsl:if test="position() gt 1">
        <xsl:value-of select="if (preceding-sibling::*[1][self::author] and self::author) then tx:label('list.separator') else tx:label('bibliography.separator')"/>
      </xsl:if>
      <xsl:apply-templates select="." mode="#current"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="title" mode="bibliography">
    <xsl:element name="{if (@level = ('a', 'u')) then 'q' else 'cite'}">
      <xsl:apply-templates mode="#current"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="ref[@target] | ptr[@target] | idno" mode="bibliography">
    <xsl:variable name="address" as="xs:string" select="string((@target, .)[1])"/>
    <xsl:choose>
      <xsl:when test="tx:is-web-address($address)">
        <a href="{tx:clean-address($address)}">{(tx:line(.)[.], $address)[1]}</a>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="#current"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Elements that hold nothing but a value of an attribute show that. -->
  <xsl:template match="*[not(node())][@when or @n]" mode="bibliography" priority="-0.2">{(@when ! tx:date(.), @n)[1]}</xsl:template>

  <xsl:template match="*" mode="bibliography" priority="-0.4">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <xsl:template match="text()" mode="bibliography">
    <xsl:value-of select="."/>
  </xsl:template>
</xsl:stylesheet>
