<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of an EPUB: package, navigation, title page, registers. Input: the element `book` that the toolkit makes
     of a volume. Result: a map from file name to content. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:f="urn:tei-edition:print"
                xmlns:epub="http://www.idpf.org/2007/ops"
                xmlns:opf="http://www.idpf.org/2007/opf"
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns="http://www.w3.org/1999/xhtml"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- The words of the print edition. -->
  <xsl:param name="labels" as="document-node()" required="yes"/>

  <xsl:key name="label" match="label" use="@name"/>
  <xsl:key name="chapter" match="chapter" use="@id"/>

  <xsl:function name="f:word" as="xs:string">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="string((key('label', $name, $labels)[1], $name)[1])"/>
  </xsl:function>

  <xsl:template match="/book" as="map(xs:string, xs:string)">
    <xsl:variable name="pages" as="map(xs:string, element())">
      <xsl:map>
        <xsl:map-entry key="'package.opf'"><xsl:call-template name="package"/></xsl:map-entry>
        <xsl:map-entry key="'nav.xhtml'"><xsl:call-template name="navigation"/></xsl:map-entry>
        <xsl:map-entry key="'title.xhtml'"><xsl:call-template name="title-page"/></xsl:map-entry>
        <xsl:if test="register">
          <xsl:map-entry key="'registers.xhtml'"><xsl:call-template name="registers"/></xsl:map-entry>
        </xsl:if>
      </xsl:map>
    </xsl:variable>
    <xsl:sequence select="map:for-each($pages, function($name as xs:string, $page as element()) as map(xs:string, xs:string) {
        map { $name: serialize($page, map { 'method': 'xml', 'indent': false(), 'omit-xml-declaration': true() }) } }) => map:merge()"/>
  </xsl:template>

  <xsl:template name="package" as="element()">
    <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" xml:lang="{@lang}" prefix="schema: http://schema.org/">
      <metadata>
        <dc:identifier id="identifier">{@identifier}</dc:identifier>
        <xsl:for-each select="identifier">
          <dc:identifier>{.}</dc:identifier>
        </xsl:for-each>
        <dc:title>{string-join((title, name), '. ')}</dc:title>
        <dc:language>{@lang}</dc:language>
        <xsl:for-each select="editor">
          <dc:creator id="editor-{position()}">{.}</dc:creator>
          <meta refines="#editor-{position()}" property="role" scheme="marc:relators">edt</meta>
        </xsl:for-each>
        <xsl:for-each select="publisher">
          <dc:publisher>{.}</dc:publisher>
        </xsl:for-each>
        <xsl:for-each select="subtitle">
          <dc:description>{.}</dc:description>
        </xsl:for-each>
        <xsl:for-each select="licence">
          <dc:rights>{string-join((., @target), ', ')}</dc:rights>
        </xsl:for-each>
        <dc:date>{@date}</dc:date>
        <meta property="dcterms:modified">{@date}T00:00:00Z</meta>
        <meta property="schema:accessMode">textual</meta>
        <meta property="schema:accessModeSufficient">textual</meta>
        <xsl:for-each select="'tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability', ('pageNavigation', 'pageBreakMarkers')[current()/chapter/page]">
          <meta property="schema:accessibilityFeature">{.}</meta>
        </xsl:for-each>
        <meta property="schema:accessibilityHazard">none</meta>
        <meta property="schema:accessibilitySummary">{f:word('epub.accessibility')}</meta>
        <xsl:if test="chapter/page">
          <meta property="pageBreakSource">{string-join((title, name), '. ')} (PDF, {@date})</meta>
        </xsl:if>
      </metadata>
      <manifest>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="css" href="book.css" media-type="text/css"/>
        <item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
        <xsl:for-each select="introduction">
          <item id="introduction" href="{@file}" media-type="application/xhtml+xml"/>
        </xsl:for-each>
        <xsl:for-each select="chapter">
          <item id="c{position()}" href="{@file}" media-type="application/xhtml+xml"/>
        </xsl:for-each>
        <xsl:if test="register">
          <item id="registers" href="registers.xhtml" media-type="application/xhtml+xml"/>
        </xsl:if>
      </manifest>
      <spine>
        <itemref idref="title"/>
        <itemref idref="nav"/>
        <xsl:if test="introduction">
          <itemref idref="introduction"/>
        </xsl:if>
        <xsl:for-each select="chapter">
          <itemref idref="c{position()}"/>
        </xsl:for-each>
        <xsl:if test="register">
          <itemref idref="registers"/>
        </xsl:if>
      </spine>
    </package>
  </xsl:template>

  <xsl:template name="page" as="element()">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="content" as="element()*"/>
    <html lang="{/book/@lang}" xml:lang="{/book/@lang}">
      <head>
        <title>{$title}</title>
        <link rel="stylesheet" type="text/css" href="book.css"/>
      </head>
      <body epub:type="{$type}">
        <xsl:sequence select="$content"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="navigation" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="f:word('contents')"/>
      <xsl:with-param name="type" select="'frontmatter'"/>
      <xsl:with-param name="content" as="element()*">
        <nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">
          <h1 id="contents">{f:word('contents')}</h1>
          <ol class="contents">
            <li><a href="title.xhtml">{title}</a></li>
            <xsl:for-each select="introduction">
              <li><a href="{@file}">{f:word('introduction')}</a></li>
            </xsl:for-each>
            <xsl:for-each select="chapter">
              <li><a href="{@file}">{@title}</a></li>
            </xsl:for-each>
            <xsl:for-each select="register">
              <li><a href="registers.xhtml#register-{@kind}">{f:word('register.' || @kind)}</a></li>
            </xsl:for-each>
          </ol>
        </nav>
        <xsl:if test="chapter/page">
          <nav epub:type="page-list" role="doc-pagelist" hidden="hidden">
            <ol>
              <xsl:for-each select="chapter/page">
                <li><a href="{../@file}#page-{.}">{.}</a></li>
              </xsl:for-each>
            </ol>
          </nav>
        </xsl:if>
        <nav epub:type="landmarks" hidden="hidden">
          <ol>
            <li><a epub:type="toc" href="nav.xhtml#toc">{f:word('contents')}</a></li>
            <xsl:for-each select="chapter[1]">
              <li><a epub:type="bodymatter" href="{@file}">{f:word('telegrams')}</a></li>
            </xsl:for-each>
          </ol>
        </nav>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="title-page" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="string(title)"/>
      <xsl:with-param name="type" select="'frontmatter titlepage'"/>
      <xsl:with-param name="content" as="element()*">
        <section class="title-page">
          <h1>{title}</h1>
          <xsl:for-each select="subtitle, name">
            <p>{.}</p>
          </xsl:for-each>
          <xsl:if test="editor">
            <p>{f:word('edited-by')} {string-join(editor, ', ')}</p>
          </xsl:if>
          <p>{string-join((publisher, substring(@date, 1, 4)), ', ')}</p>
        </section>
        <section class="imprint">
          <xsl:if test="version">
            <p>{f:word('version')} {version}</p>
          </xsl:if>
          <p>{f:word('state-of')} {dated}</p>
          <xsl:for-each select="identifier">
            <p>{.}</p>
          </xsl:for-each>
          <xsl:for-each select="licence">
            <p>{f:word('licence-encoding')}: <a href="{@target}">{.}</a>. {f:word('licence-encoding.scope')}</p>
          </xsl:for-each>
          <p>{f:word('rights-texts')}: {f:word('rights-texts.statement')}</p>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Each entry with the telegrams that name it. -->
  <xsl:template name="registers" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="f:word('part.registers')"/>
      <xsl:with-param name="type" select="'backmatter index'"/>
      <xsl:with-param name="content" as="element()*">
        <h1>{f:word('part.registers')}</h1>
        <xsl:for-each select="register">
          <section class="register" id="register-{@kind}">
            <h2>{f:word('register.' || @kind)}</h2>
            <xsl:for-each-group select="entry" group-adjacent="string(@group)">
              <xsl:if test="current-grouping-key()">
                <h3>{current-grouping-key()}</h3>
              </xsl:if>
              <ul>
                <xsl:for-each select="current-group()">
                  <li>
                    <xsl:text>{name}{detail ! (', ' || .)}</xsl:text>
                    <xsl:for-each select="in">
                      <xsl:variable name="chapter" as="element()?" select="key('chapter', .)"/>
                      <xsl:text>{if (position() = 1) then ': ' else ', '}</xsl:text>
                      <a href="{$chapter/@file}">{$chapter/@number}</a>
                    </xsl:for-each>
                  </li>
                </xsl:for-each>
              </ul>
            </xsl:for-each-group>
          </section>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
