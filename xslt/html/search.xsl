<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the search: a form that a script fills with life, and the ways that lead on without it. Source: what
     publish/search/page.py says of the search. -->
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

  <!-- The facets by their names, with the labels that other pages have for them. -->
  <xsl:variable name="facet-labels" as="map(xs:string, xs:string)" select="map {
      'year': tx:label('shelfmark.year'), 'sender': tx:label('fact.from'), 'addressee': tx:label('fact.to'),
      'archive': tx:label('register.archives'), 'type': tx:label('class.type'), 'urgency': tx:label('class.urgency'),
      'language': tx:label('fact.language'), 'person': tx:label('register.persons'), 'place': tx:label('register.places')}"/>

  <xsl:template match="document-node(element(cat:search))" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="tx:label('search')"/>
      <xsl:with-param name="kind" select="'search'"/>
      <!-- The search runs a program of the site's own, compiled for browsers. -->
      <xsl:with-param name="scripts" select="'''self'' ''wasm-unsafe-eval'''"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="document-node(element(cat:search))" mode="main">
    <xsl:apply-templates select="cat:search"/>
  </xsl:template>

  <xsl:template match="cat:search" as="element()*">
    <h1>{tx:label('search')}</h1>
    <form class="search-form" role="search" hidden="hidden">
      <label for="search-words">{tx:label('search.words')}</label>
      <div class="search-line">
        <input id="search-words" type="search" name="q" autocomplete="off" autocapitalize="off" spellcheck="false"/>
        <button type="submit">{tx:label('search.submit')}</button>
      </div>
    </form>
    <p class="search-folder" hidden="hidden">{tx:label('search.folder')}</p>
    <p class="search-failed" hidden="hidden">{tx:label('search.failed')}</p>
    <div class="search-instead">
      <p>{tx:label('search.instead')}</p>
      <ul>
        <li><a href="{$home}index.html#telegrams">{tx:label('telegrams')}</a></li>
        <xsl:if test="tokenize($pages) != 'about'">
          <li><a href="{$home}indexes.html">{tx:label('register.indexes')}</a></li>
        </xsl:if>
      </ul>
    </div>
    <p class="search-count" role="status" data-none="{tx:label('search.none')}">
      <xsl:for-each select="('one', 'few', 'many', 'other')[tx:has-label('telegrams.count.' || .)]">
        <xsl:attribute name="data-{.}" select="tx:label('telegrams.count.' || .)"/>
      </xsl:for-each>
    </p>
    <div class="search-columns" hidden="hidden">
      <details class="search-facets fold" open="open">
        <summary>{tx:label('search.facets')}</summary>
        <button type="button" class="search-clear" hidden="hidden">{tx:label('search.clear')}</button>
        <xsl:for-each select="tokenize(@facets)">
          <fieldset class="facet" data-facet="{.}" hidden="hidden">
            <legend>{$facet-labels(.)}</legend>
            <ul/>
            <button type="button" class="facet-all" hidden="hidden" data-label="{tx:label('search.all')}"/>
          </fieldset>
        </xsl:for-each>
      </details>
      <div class="search-found">
        <ol class="search-results"/>
        <button type="button" class="search-more" hidden="hidden">{tx:label('search.more')}</button>
      </div>
    </div>
    <!-- The words for coded values. -->
    <template id="search-values" data-from-to="{tx:label('from.to')}" data-from="{tx:label('from.only')}"
              data-to="{tx:label('to.only')}" data-undated="{tx:label('undated')}" data-separator="{tx:label('title.separator')}"
              data-list="{tx:label('list.separator')}">
      <xsl:for-each select="$labels/lab:labels/lab:label[starts-with(@key, 'message.') or starts-with(@key, 'language.')]">
        <data value="{@key}">{.}</data>
      </xsl:for-each>
    </template>
  </xsl:template>
</xsl:stylesheet>
