<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame that all pages share: head, banner, foot. -->
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

  <!-- A whole page; what is in its main part, mode "main" makes of the context node. -->
  <xsl:template name="page" as="element()">
    <!-- The title for the browser's tab and search engines, without the edition's. -->
    <xsl:param name="title" as="xs:string" required="yes"/>
    <xsl:param name="description" as="xs:string" select="''"/>
    <!-- The kind of page, for the style sheet. -->
    <xsl:param name="kind" as="xs:string" required="yes"/>
    <!-- What may run on the page, as its security policy says it. -->
    <xsl:param name="scripts" as="xs:string" select="'''self'''"/>
    <html lang="{$language}">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <!-- A second lock: whatever a text holds, nothing of it can run; only the file of the site can. -->
        <meta http-equiv="Content-Security-Policy"
              content="script-src {$scripts}; img-src 'self'{string-join(tx:image-hosts() ! (' https://' || .))}; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'"/>
        <title>{string-join(($title, $edition-title)[.] => distinct-values(), tx:label('title.separator'))}</title>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="tei-edition"/>
        <xsl:if test="$draft">
          <meta name="robots" content="noindex"/>
        </xsl:if>
        <xsl:call-template name="metadata">
          <xsl:with-param name="title" select="$title"/>
          <xsl:with-param name="description" select="$description"/>
        </xsl:call-template>
        <xsl:if test="$tei-path">
          <link rel="alternate" type="application/tei+xml" href="{tx:path($home || $tei-path)}"/>
        </xsl:if>
        <link rel="icon" type="image/svg+xml" href="{$home}assets/icon.svg"/>
        <link rel="stylesheet" href="{$home}assets/site.css"/>
        <xsl:if test="$own-style">
          <link rel="stylesheet" href="{$home}{$own-style}"/>
        </xsl:if>
        <!-- Pages are whole without it. -->
        <script src="{$home}assets/site.js" defer="defer"/>
        <xsl:if test="tokenize($kind) = ('index', 'register')">
          <script src="{$home}assets/lists.js" defer="defer"/>
        </xsl:if>
        <xsl:if test="tokenize($kind) = 'search'">
          <script src="{$home}assets/search.js" defer="defer"/>
        </xsl:if>
      </head>
      <body class="{$kind}">
        <a class="skip" href="#content">{tx:label('skip')}</a>
        <header class="banner">
          <a class="edition" href="{$home}index.html">
            <xsl:if test="$logo">
              <!-- The title beside it says what it is. -->
              <img class="logo" src="{$home}{$logo}" alt=""/>
            </xsl:if>
            <xsl:value-of select="($edition-title[.], tx:label('home'))[1]"/>
          </a>
          <nav aria-label="{tx:label('nav.site')}">
            <a href="{$home}index.html#telegrams">{tx:label('nav.telegrams')}</a>
            <xsl:if test="$search">
              <a href="{$home}search.html">{tx:label('nav.search')}</a>
            </xsl:if>
            <!-- The list of indexes always exists; which of them have anything to list, only that page knows. -->
            <xsl:if test="tokenize($pages) != 'about'">
              <a href="{$home}indexes.html">{tx:label('nav.indexes')}</a>
            </xsl:if>
            <a href="{$home}{if (tokenize($pages) = 'about') then 'about.html' else 'index.html#about'}">{tx:label('nav.about')}</a>
            <xsl:if test="$pdf">
              <a href="{tx:path($home || $pdf)}">{tx:label('nav.pdf')}</a>
            </xsl:if>
          </nav>
        </header>
        <main id="content">
          <xsl:if test="$draft">
            <p class="draft-mark">{tx:label('draft')}</p>
          </xsl:if>
          <xsl:apply-templates select="." mode="main"/>
        </main>
        <footer class="colophon">
          <p>
            <xsl:value-of select="string-join(($edition-title, $publisher, tx:date($build-date))[.], tx:label('title.separator'))"/>
          </p>
          <xsl:if test="$licence-target or $licence-name">
            <p>
              <xsl:text>{tx:label('licence.encoding')} </xsl:text>
              <xsl:call-template name="licence-link"/>
            </p>
          </xsl:if>
        </footer>
      </body>
    </html>
  </xsl:template>

  <!-- The licence of the encoding by its name, as a link where its address is one. -->
  <xsl:template name="licence-link" as="node()*">
    <xsl:param name="name" as="xs:string" select="$licence-name"/>
    <xsl:param name="target" as="xs:string" select="$licence-target"/>
    <xsl:variable name="shown" as="xs:string" select="string(($name, $target)[.][1])"/>
    <xsl:choose>
      <xsl:when test="tx:is-web-address($target)">
        <a rel="license" href="{tx:clean-address($target)}">{$shown}</a>
      </xsl:when>
      <xsl:otherwise>{$shown}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
