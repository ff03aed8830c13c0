<?xml version="1.0" encoding="UTF-8"?>
<!-- The facsimile: images of the leaves, and the leaves of the text that lead to them (Guidelines 12.1). -->
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

  <!-- The images of a telegram, in their order. -->
  <xsl:function name="tx:images" as="element()*">
    <xsl:param name="telegram" as="element()"/>
    <xsl:sequence select="$telegram/facsimile//graphic[tx:is-web-address(@url)]"/>
  </xsl:function>

  <xsl:function name="tx:image-id" as="xs:string">
    <xsl:param name="image" as="element()"/>
    <xsl:sequence select="tx:free-id('image' || 1 + count($image/preceding::graphic[ancestor::facsimile]), $image)"/>
  </xsl:function>

  <!-- Where the image of a leaf is: on the page, else at its address. -->
  <xsl:function name="tx:leaf-image" as="xs:string?">
    <xsl:param name="leaf" as="element()"/>
    <xsl:variable name="pointer" as="xs:string?" select="tokenize($leaf/@facs)[1]"/>
    <xsl:choose>
      <xsl:when test="starts-with($pointer, '#')">
        <xsl:sequence select="(key('xml-id', substring($pointer, 2), root($leaf))[ancestor-or-self::facsimile]
            /descendant-or-self::graphic[tx:is-web-address(@url)])[1] ! ('#' || tx:image-id(.))"/>
      </xsl:when>
      <xsl:when test="tx:is-web-address($pointer)">
        <xsl:sequence select="tx:clean-address($pointer)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- What a leaf is called: its copy and its number. -->
  <xsl:function name="tx:leaf-name" as="xs:string">
    <xsl:param name="leaf" as="element()"/>
    <xsl:sequence select="tx:label('leaf', string-join((
        string-join(tokenize($leaf/@edRef) ! replace(., '^#', ''), ', '), string($leaf/@n))[.], ' '))"/>
  </xsl:function>

  <xsl:key name="facs" match="pb[@facs]" use="tokenize(@facs)[1]"/>

  <!-- The images. Those on hosts that the settings name are seen, the others are links. -->
  <xsl:template name="facsimile" as="element()?">
    <xsl:variable name="images" as="element()*" select="tx:images(.)"/>
    <xsl:if test="$images">
      <xsl:variable name="id" as="xs:string" select="tx:free-id('facsimile', .)"/>
      <section class="facsimile" aria-labelledby="{$id}" tabindex="0">
        <h2 class="section-heading" id="{$id}">{tx:label('facsimile')}</h2>
        <xsl:for-each select="$images">
          <xsl:variable name="leaf" as="element()?" select="(ancestor-or-self::*/@xml:id ! key('facs', '#' || ., root(current())))[1]"/>
          <xsl:variable name="name" as="xs:string" select="
              ($leaf ! tx:leaf-name(.), (desc, ../label, ../desc)[1] ! tx:line(.), string(../@n), tx:label('image'))[.][1]"/>
          <figure id="{tx:image-id(.)}">
            <a href="{tx:clean-address(@url)}">
              <xsl:choose>
                <xsl:when test="tx:image-address(@url)">
                  <img src="{tx:image-address(@url)}" alt="{$name}" loading="lazy" decoding="async" referrerpolicy="no-referrer"/>
                </xsl:when>
                <xsl:otherwise>{$name}</xsl:otherwise>
              </xsl:choose>
            </a>
            <xsl:if test="tx:image-address(@url)">
              <figcaption>{$name}</figcaption>
            </xsl:if>
          </figure>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
