<?xml version="1.0" encoding="UTF-8"?>
<!-- A telegram as a chapter of the EPUB: what the site's modules make of it, as XHTML that readers without scripts and
     without network show whole. Result: a map with one entry, "page". -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xmlns:epub="http://www.idpf.org/2007/ops"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- The telegrams of the book, by the names of their files without suffix, with blanks between. -->
  <xsl:param name="chapters" as="xs:string" select="''"/>
  <!-- Where pages of the printed volume begin: "opening:12 3:13" (the opening, paragraph 3), with blanks between. -->
  <xsl:param name="page-breaks" as="xs:string" select="''"/>

  <!-- Whether the document is the introduction of the edition, which stands beside the package. -->
  <xsl:param name="introduction" as="xs:boolean" select="false()"/>

  <xsl:include href="../html/telegram.xsl"/>

  <xsl:variable name="in-book" as="map(xs:string, xs:boolean)" select="map:merge(tokenize($chapters) ! map { .: true() }, map { 'duplicates': 'use-first' })"/>
  <xsl:variable name="breaks" as="map(xs:string, xs:string*)" select="map:merge(
      tokenize($page-breaks) ! map { substring-before(., ':'): substring-after(., ':') }, map { 'duplicates': 'combine' })"/>

  <xsl:template match="/" priority="5" as="map(xs:string, xs:string)">
    <xsl:variable name="article" as="document-node()">
      <xsl:document>
        <xsl:choose>
          <xsl:when test="$introduction">
            <xsl:apply-templates select="TEI" mode="introduction"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="*" mode="main"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:document>
    </xsl:variable>
    <xsl:variable name="page" as="element()">
      <html xmlns="http://www.w3.org/1999/xhtml" lang="{$language}" xml:lang="{$language}">
        <head>
          <title>{(*/teiHeader/fileDesc/titleStmt/title ! tx:line(.)[.], */text//head ! tx:line(.)[.], $edition-title[.], '–')[1]}</title>
          <link rel="stylesheet" type="text/css" href="{if ($introduction) then '' else '../'}book.css"/>
        </head>
        <body epub:type="{if ($introduction) then 'frontmatter introduction' else 'bodymatter chapter'}">
          <xsl:sequence select="$breaks('opening') ! tx:page-break(.)"/>
          <xsl:apply-templates select="$article" mode="xhtml"/>
        </body>
      </html>
    </xsl:variable>
    <xsl:sequence select="map { 'page': serialize($page, map { 'method': 'xml', 'indent': false(), 'omit-xml-declaration': true() }) }"/>
  </xsl:template>

  <xsl:template match="TEI" mode="introduction" as="element()">
    <article>
      <xsl:if test="tx:line((teiHeader/fileDesc/titleStmt/title)[1])">
        <h1>{tx:line((teiHeader/fileDesc/titleStmt/title)[1])}</h1>
      </xsl:if>
      <div class="text">
        <xsl:apply-templates select="text/node()"/>
      </div>
      <xsl:call-template name="footnotes"/>
    </article>
  </xsl:template>

  <xsl:function name="tx:page-break" as="element()">
    <xsl:param name="page" as="xs:string"/>
    <span xmlns="http://www.w3.org/1999/xhtml" epub:type="pagebreak" role="doc-pagebreak" id="page-{$page}" aria-label="{$page}"/>
  </xsl:function>

  <xsl:mode name="xhtml" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="xhtml" as="text()?">
    <!-- Control characters that no text of the web may hold. -->
    <xsl:value-of select="replace(., '[&#127;-&#159;]', '&#xFFFD;')"/>
  </xsl:template>

  <!-- Every element of the site as XHTML. -->
  <xsl:template match="*" mode="xhtml" as="element()">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:apply-templates select="@*" mode="xhtml"/>
      <xsl:apply-templates select="." mode="page-break"/>
      <xsl:apply-templates mode="xhtml"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="@*" mode="xhtml" as="attribute()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template match="@lang" mode="xhtml" as="attribute()*">
    <xsl:sequence select="."/>
    <xsl:attribute name="xml:lang" select="."/>
  </xsl:template>

  <!-- What only the script of the site uses, and what leads around the site. -->
  <xsl:template match="@data-pair | @*[starts-with(name(), 'data-')]" mode="xhtml" priority="1"/>
  <xsl:template match="Q{}button | Q{}dialog | Q{}template | Q{}script | Q{}nav | Q{}iframe | *[@hidden] | *[@popover]" mode="xhtml" priority="3"/>

  <!-- Images of witnesses are on the web, and a book shows nothing of the web: their place leads there. -->
  <xsl:template match="Q{}img" mode="xhtml" as="element()" priority="2">
    <span xmlns="http://www.w3.org/1999/xhtml" class="image">{(@alt[normalize-space()], @src)[1]}</span>
  </xsl:template>

  <!-- A link inside the book, to its other chapters, or to the web; any other shows its words alone. -->
  <xsl:template match="Q{}a" mode="xhtml" as="element()" priority="2">
    <xsl:variable name="link" as="element()" select="."/>
    <xsl:variable name="file" as="xs:string?" select="@href[matches(., '^[^#:/?]+\.html(#.*)?$')] ! replace(., '\.html(#.*)?$', '')"/>
    <xsl:variable name="href" as="xs:string?" select="
        if (starts-with(@href, '#')) then @href
        else if ($file and $in-book($file)) then (if ($introduction) then 'telegrams/' else '') || $file || '.xhtml' || ('#' || substring-after(@href, '#'))[contains($link/@href, '#')]
        else if (tx:is-web-address(@href)) then @href else ()"/>
    <xsl:element name="{if ($href) then 'a' else 'span'}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:if test="$href">
        <xsl:attribute name="href" select="$href"/>
      </xsl:if>
      <xsl:if test="$href and parent::Q{}sup[contains-token(@class, 'note-mark')]">
        <xsl:attribute name="epub:type" select="'noteref'"/>
        <xsl:attribute name="role" select="'doc-noteref'"/>
      </xsl:if>
      <xsl:if test="contains-token(@class, 'back') and $href">
        <xsl:attribute name="role" select="'doc-backlink'"/>
      </xsl:if>
      <xsl:apply-templates select="@* except (@href, @role, @rel, @download, @target, @hreflang, .[not($href)]/@aria-label)" mode="xhtml"/>
      <xsl:apply-templates mode="xhtml"/>
    </xsl:element>
  </xsl:template>

  <!-- Notes, which readers open over the page. -->
  <xsl:template match="Q{}section[contains-token(@class, 'footnotes')]/Q{}ol" mode="xhtml" as="element()*" priority="2">
    <xsl:apply-templates select="Q{}li" mode="xhtml"/>
  </xsl:template>

  <xsl:template match="Q{}section[contains-token(@class, 'footnotes')]/Q{}ol/Q{}li" mode="xhtml" as="element()" priority="2">
    <aside xmlns="http://www.w3.org/1999/xhtml" epub:type="footnote" role="doc-footnote">
      <xsl:apply-templates select="@* except @value" mode="xhtml"/>
      <span class="note-number">{@value} </span>
      <xsl:apply-templates mode="xhtml"/>
    </aside>
  </xsl:template>

  <!-- The number of a paragraph is its anchor. -->
  <xsl:template match="*" mode="page-break" as="element()*">
    <xsl:variable name="number" as="xs:string?" select="Q{}a[contains-token(@class, 'anchor')][contains-token(@class, 'generated')][last()] ! string()"/>
    <xsl:sequence select="$number ! $breaks(.) ! tx:page-break(.)"/>
  </xsl:template>
</xsl:stylesheet>
