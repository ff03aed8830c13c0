<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of the indexes; each has a module. Source: what publish/registers.py puts together of the catalogue. -->
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

  <xsl:include href="../shared/labels.xsl"/>
  <xsl:include href="../shared/dates.xsl"/>
  <xsl:include href="../shared/names.xsl"/>
  <xsl:include href="../shared/reading.xsl"/>
  <xsl:include href="../shared/messages.xsl"/>
  <xsl:include href="parameters.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="entry.xsl"/>
  <xsl:include href="about.xsl"/>
  <xsl:include href="filter.xsl"/>
  <xsl:include href="registers/names.xsl"/>
  <xsl:include href="registers/places.xsl"/>
  <xsl:include href="registers/archives.xsl"/>
  <xsl:include href="registers/terms.xsl"/>
  <xsl:include href="registers/correspondents.xsl"/>
  <xsl:include href="registers/distribution.xsl"/>
  <xsl:include href="registers/chronology.xsl"/>
  <xsl:include href="registers/bibliography.xsl"/>
  <xsl:include href="registers/versions.xsl"/>
  <xsl:include href="registers/about.xsl"/>

  <xsl:template match="document-node(element(cat:register))" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="tx:heading(cat:register)"/>
      <xsl:with-param name="kind" select="'register register-' || cat:register/@kind"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What a page is called. -->
  <xsl:function name="tx:heading" as="xs:string">
    <xsl:param name="register" as="element(cat:register)"/>
    <xsl:variable name="name" as="xs:string" select="
        if ($register/@kind = 'entry') then (tx:main-name(tx:entry($register))[.], string($register/@key))[1]
        else if ($register/@kind = 'archive') then tx:display-name(($register//cat:leaf)[1] ! tx:repository(.))
        else if ($register/@kind = 'year') then tx:date($register/@of)
        else tx:label('register.' || $register/@kind)"/>
    <xsl:sequence select="
        if (xs:integer(($register/@page, '1')[1]) gt 1) then tx:label('register.page', ($name, string($register/@page))) else $name"/>
  </xsl:function>

  <!-- A leaf's repository as a name that has the leaf's reference. -->
  <xsl:function name="tx:repository" as="element()">
    <xsl:param name="leaf" as="element(cat:leaf)"/>
    <cat:repository>
      <xsl:copy-of select="$leaf/@ref"/>
      <xsl:value-of select="$leaf/cat:repository"/>
    </cat:repository>
  </xsl:function>

  <xsl:template match="document-node(element(cat:register))" mode="main">
    <xsl:apply-templates select="cat:register"/>
  </xsl:template>

  <xsl:template match="cat:register" as="element()*">
    <nav class="registers" aria-label="{tx:label('register.indexes')}">
      <ul>
        <xsl:for-each select="tokenize(@existing)[. ne 'about']">
          <li><a href="{$home}{.}.html">{tx:label('register.' || .)}</a></li>
        </xsl:for-each>
      </ul>
    </nav>
    <h1>{tx:heading(.)}</h1>
    <xsl:if test="cat:item or cat:pair or @kind = ('numbers', 'subjects', 'abbreviations')">
      <xsl:call-template name="filter"/>
    </xsl:if>
    <xsl:apply-templates select="." mode="register"/>
    <xsl:if test="@previous or @next">
      <nav class="pages" aria-label="{tx:label('pages')}">
        <xsl:for-each select="@previous">
          <a rel="prev" href="{$home}{tx:path(.)}">{tx:label('register.previous')}</a>
        </xsl:for-each>
        <xsl:for-each select="@next">
          <a rel="next" href="{$home}{tx:path(.)}">{tx:label('register.next')}</a>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- Names lead to their page, if they have one. -->
  <xsl:template name="name" as="node()*">
    <xsl:variable name="path" as="xs:string?" select="tx:entry-path(tx:entry(.), tokenize(/*/@existing))"/>
    <xsl:choose>
      <xsl:when test="$path"><a href="{$home}{$path}">{tx:display-name(.)}</a></xsl:when>
      <xsl:otherwise>{tx:display-name(.)}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="tx:telegram-path" as="xs:string">
    <xsl:param name="telegram" as="element(cat:telegram)"/>
    <xsl:sequence select="$home || 'telegrams/' || encode-for-uri($telegram/@id) || '.html'"/>
  </xsl:function>

  <!-- A telegram in a line: its date, and its title as a link. -->
  <xsl:template name="telegram" as="node()*">
    <span class="date">{(tx:date(@date)[.], tx:label('undated'))[1]}</span>
    <xsl:text> </xsl:text>
    <a href="{tx:telegram-path(.)}">{(@title/string()[.], @id/string())[1]}</a>
  </xsl:template>

  <xsl:template match="cat:register[@kind = 'indexes']" mode="register" as="element()*">
    <ul class="indexes">
      <xsl:for-each select="cat:index">
        <li>
          <a href="{@name}.html">{tx:label('register.' || @name)}</a>
          <xsl:if test="not(@name = 'about')">
            <xsl:text> </xsl:text>
            <span class="count">{tx:number(@entries)}</span>
          </xsl:if>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>
</xsl:stylesheet>
