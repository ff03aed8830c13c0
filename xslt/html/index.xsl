<?xml version="1.0" encoding="UTF-8"?>
<!-- The home of the site: the telegrams by date, and about the edition. Source: the catalogue of catalogue.py as XML. -->
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
  <xsl:include href="parameters.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="about.xsl"/>
  <xsl:include href="filter.xsl"/>
  <xsl:include href="introduction.xsl"/>

  <xsl:template match="document-node(element(cat:catalogue))" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="($edition-title[.], tx:label('home'))[1]"/>
      <xsl:with-param name="description" select="$edition-subtitle"/>
      <xsl:with-param name="kind" select="'index'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="document-node(element(cat:catalogue))" mode="main">
    <xsl:apply-templates select="cat:catalogue"/>
  </xsl:template>

  <!-- The ways to the other pages of a long list. -->
  <xsl:template name="pages" as="element()?">
    <xsl:if test="@pages ne '1'">
      <nav class="pages" aria-label="{tx:label('pages')}">
        <xsl:for-each select="@previous[. ne '']">
          <a rel="prev" href="{.}#telegrams">{tx:label('pages.previous')}</a>
        </xsl:for-each>
        <span>{tx:label('pages.which', (@page, @pages) ! tx:number(.))}</span>
        <xsl:for-each select="@next[. ne '']">
          <a rel="next" href="{.}#telegrams">{tx:label('pages.next')}</a>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template match="cat:catalogue" as="element()*">
    <header class="title-page">
      <h1>{($edition-title[.], tx:label('home'))[1]}</h1>
      <xsl:if test="$edition-subtitle">
        <p class="subtitle">{$edition-subtitle}</p>
      </xsl:if>
      <xsl:if test="$editors">
        <p class="editors">{tx:label('edited.by', $editors)}</p>
      </xsl:if>
      <p class="secondary">
        <xsl:value-of select="string-join((
            tx:counted('telegrams.count', xs:integer(@telegrams)),
            distinct-values((@first, @last)[. castable as xs:date or . castable as xs:gYear or . castable as xs:gYearMonth]) ! tx:date(.) => string-join('–'))[.],
            tx:label('title.separator'))"/>
      </p>
      <xsl:if test="$pdf">
        <p>
          <a class="download" href="{tx:path($home || $pdf)}" type="application/pdf">{tx:label('pdf')}</a>
        </p>
      </xsl:if>
    </header>
    <xsl:if test="@page eq '1'">
      <xsl:apply-templates select="$introduction/TEI" mode="introduction"/>
    </xsl:if>
    <section id="telegrams" aria-labelledby="telegrams-heading">
      <h2 id="telegrams-heading">{tx:label('telegrams')}</h2>
      <xsl:if test="cat:telegram[2]">
        <xsl:call-template name="filter"/>
      </xsl:if>
      <table class="telegrams">
        <thead>
          <tr>
            <th scope="col">{tx:label('column.date')}</th>
            <th scope="col">{tx:label('column.number')}</th>
            <th scope="col">{tx:label('column.telegram')}</th>
            <th scope="col">{tx:label('column.archives')}</th>
          </tr>
        </thead>
        <tbody>
          <!-- In the catalogue's order: by sending, those without a date last. -->
          <xsl:apply-templates select="cat:telegram"/>
        </tbody>
      </table>
      <xsl:call-template name="pages"/>
    </section>
    <xsl:if test="@page eq '1' and not(tokenize($pages) = 'about')">
      <section id="about" aria-labelledby="about-heading">
        <h2 id="about-heading">{tx:label('about')}</h2>
        <xsl:call-template name="edition-facts"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="cat:telegram" as="element()">
    <tr id="{@id}">
      <td class="date">
        <xsl:choose>
          <xsl:when test="tx:is-machine-date(@date)"><time datetime="{@date}">{tx:date(@date)}</time></xsl:when>
          <xsl:otherwise>{(tx:date(@date)[.], tx:label('undated'))[1]}</xsl:otherwise>
        </xsl:choose>
      </td>
      <td class="number">{@number}</td>
      <td class="title">
        <a href="{tx:path(@path)}">{(@title/string()[.], @id/string())[1]}</a>
        <xsl:variable name="from" as="xs:string" select="tx:name-list(cat:sender)"/>
        <xsl:variable name="to" as="xs:string" select="tx:name-list(cat:addressee)"/>
        <xsl:if test="$from or $to">
          <span class="from-to">{
            if ($from and $to) then tx:label('from.to', ($from, $to))
            else if ($from) then tx:label('from.only', $from) else tx:label('to.only', $to)}</span>
        </xsl:if>
      </td>
      <td class="archives">
        <xsl:for-each select="cat:witness">
          <xsl:if test="position() gt 1">{tx:label('list.separator')}</xsl:if>
          <abbr title="{tx:display-name(.)}">{.}</abbr>
        </xsl:for-each>
      </td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
