<?xml version="1.0" encoding="UTF-8"?>
<!-- text and its divisions, enclosed messages, headings, paragraphs.

     Where TEI mixes blocks and phrases (a p that holds a list, an opener with bare text), f:blocks gives each block
     its own element and gathers the phrases between blocks in paragraphs, so that the model never mixes them. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- Deeper than this, enclosures are no longer nested but follow one another, each with its caption: page and
       layout engine both have an end. -->
  <xsl:variable name="deepest" as="xs:integer" select="20"/>

  <xsl:variable name="block-names" as="map(xs:string, xs:boolean)" select="map:merge((
      'text', 'front', 'back', 'body', 'group', 'div', 'div1', 'div2', 'div3', 'div4', 'div5', 'div6', 'div7',
      'p', 'ab', 'head', 'opener', 'closer', 'postscript', 'trailer', 'salute', 'signed', 'dateline', 'byline', 'argument',
      'epigraph', 'address', 'addrLine', 'list', 'item', 'table', 'floatingText', 'lg', 'l', 'sp', 'stage', 'figure',
      'listBibl', 'titlePage', 'docTitle', 'titlePart', 'docAuthor', 'docDate', 'docImprint', 'cit') ! map { .: true() })"/>

  <!-- Whether a node stands on lines of its own: a block, or a phrase element that holds one. -->
  <xsl:function name="f:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="
        $node instance of element() and not(f:is-footnote($node)) and (
          f:is-block-element($node) or (
            exists($node/*) and (some $inner in $node/descendant::* satisfies
              f:is-block-element($inner) and empty($inner/ancestor-or-self::*[f:is-footnote(.)][. >> $node]))))"/>
  </xsl:function>

  <xsl:function name="f:is-block-element" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        ($block-names(local-name($element)) and namespace-uri($element) = 'http://www.tei-c.org/ns/1.0')
        or $element/self::seg[@type][parent::opener or parent::closer or parent::dateline/parent::opener]
        or $element/self::note[@type = 'resolution' or f:is-printed-footnote(.)]"/>
  </xsl:function>

  <!-- The blocks of mixed content; $kind is the kind of the paragraphs that gather its phrases. -->
  <xsl:function name="f:blocks" as="element()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="f:blocks($nodes, '', ())"/>
  </xsl:function>

  <xsl:function name="f:blocks" as="element()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="lang" as="attribute(lang)?"/>
    <xsl:for-each-group select="$nodes[not(self::comment() or self::processing-instruction())]" group-adjacent="f:is-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()"/>
        </xsl:when>
        <xsl:when test="some $node in current-group() satisfies ($node instance of element() or normalize-space($node))">
          <p>
            <xsl:if test="$kind">
              <xsl:attribute name="kind" select="$kind"/>
            </xsl:if>
            <xsl:sequence select="$lang"/>
            <xsl:apply-templates select="current-group()"/>
          </p>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <!-- How deep a heading stands: below the telegram's title (1) and the headings of its ancestors. -->
  <xsl:function name="f:level" as="xs:integer">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="above" as="element()*" select="
        $element/ancestor::*[self::floatingText or self::div[@type = 'enclosure'] or self::text[parent::group]
          or (head and not(self::list or self::table or self::figure or self::lg) and not($element/self::head and . is $element/parent::*))]"/>
    <xsl:sequence select="min((6, 2 + count($above)))"/>
  </xsl:function>

  <!-- An element without a rule of its own: its blocks where it holds blocks, else its text. -->
  <xsl:template match="*">
    <xsl:choose>
      <xsl:when test="f:is-block(.)">
        <xsl:sequence select="f:blocks(node())"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template match="group/text">
    <section kind="{(@type, 'text')[1]}">
      <xsl:sequence select="f:language(.)"/>
      <xsl:sequence select="f:version-heading(.)"/>
      <xsl:sequence select="f:blocks(node())"/>
    </section>
  </xsl:template>

  <!-- "Original (Russian)". -->
  <xsl:function name="f:version-heading" as="element()">
    <xsl:param name="text" as="element()"/>
    <xsl:variable name="code" as="xs:string?" select="$text/@xml:lang"/>
    <xsl:variable name="named" as="xs:string*" select="root($text)/TEI/teiHeader/profileDesc/langUsage/language[@ident = $code] ! tx:line(.)[.]"/>
    <heading level="{f:level($text)}" listed="yes">{f:label('text.' || ($text/@type, 'original')[1])}{($named, $code)[1] ! (' (' || . || ')')}</heading>
  </xsl:function>

  <xsl:template match="div[@type = ('distribution', 'registration', 'officeNotes', 'unclassified')]" as="element()">
    <section kind="{@type}">
      <xsl:sequence select="f:language(.)"/>
      <xsl:sequence select="f:blocks(node())"/>
    </section>
  </xsl:template>

  <xsl:template match="div[@type = 'enclosure'] | floatingText" as="element()*">
    <xsl:variable name="message" as="element()?" select="f:target(@decls)[self::correspDesc]"/>
    <xsl:variable name="caption" as="xs:string" select="f:message-caption(($message/@type, self::floatingText/@type)[1], $message)"/>
    <xsl:variable name="depth" as="xs:integer" select="count(ancestor-or-self::*[self::floatingText or self::div[@type = 'enclosure']])"/>
    <xsl:variable name="content" as="element()+">
      <heading level="{f:level(.)}" listed="yes">{$caption}</heading>
      <xsl:sequence select="f:blocks(node())"/>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$depth gt $deepest">
        <xsl:sequence select="$content"/>
      </xsl:when>
      <xsl:otherwise>
        <enclosure depth="{$depth}">
          <xsl:sequence select="f:language(.)"/>
          <xsl:sequence select="$content"/>
        </enclosure>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="quote[f:is-block(.)] | q[f:is-block(.)] | cit | epigraph | argument" as="element()">
    <section kind="quotation">
      <xsl:sequence select="f:language(.)"/>
      <xsl:sequence select="f:blocks(node())"/>
    </section>
  </xsl:template>

  <xsl:template match="head" as="element()*">
    <heading level="{f:level(.)}">
      <xsl:if test="@type">
        <xsl:attribute name="kind" select="@type"/>
      </xsl:if>
      <xsl:sequence select="f:language(.)"/>
      <xsl:apply-templates/>
    </heading>
  </xsl:template>

  <!-- A heading of the outline is a line of words; anything else that stands in a head is printed below one another. -->
  <xsl:template match="head[not(normalize-space(.))] | head[(descendant::* ! f:is-block(.)) = true()]" as="element()*" priority="0.8">
    <xsl:sequence select="f:blocks(node(), 'caption', f:language(.))"/>
  </xsl:template>

  <xsl:template match="list/head | table/head | figure/head | lg/head" as="element()*" priority="1">
    <xsl:sequence select="f:blocks(node(), 'caption', f:language(.))"/>
  </xsl:template>

  <xsl:template match="p" as="element()*">
    <xsl:sequence select="f:numbered(f:blocks(node(), '', f:language(.)), .)"/>
  </xsl:template>

  <xsl:template match="ab" as="element()*">
    <xsl:sequence select="f:numbered(f:blocks(node(), if (@type = 'unclassified') then 'unclassified' else 'block', f:language(.)), .)"/>
  </xsl:template>

  <xsl:template match="lg" as="element()*">
    <xsl:sequence select="f:numbered(f:blocks(node()), .)"/>
  </xsl:template>

  <!-- The first paragraph of what a p of the text becomes bears its number, by which the edition is cited. -->
  <xsl:function name="f:numbered" as="element()*">
    <xsl:param name="blocks" as="element()*"/>
    <xsl:param name="source" as="element()"/>
    <xsl:variable name="first" as="element()?" select="if (tx:is-counted($source)) then ($blocks/self::Q{}p)[1] else ()"/>
    <xsl:for-each select="$blocks">
      <xsl:choose>
        <xsl:when test=". is $first">
          <p>
            <xsl:attribute name="n" select="$source/accumulator-before('paragraph')"/>
            <xsl:sequence select="@*, node()"/>
          </p>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="."/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <xsl:template match="l" as="element()*">
    <xsl:sequence select="f:blocks(node(), 'verse', f:language(.))"/>
  </xsl:template>

  <xsl:template match="figure" as="element()*">
    <xsl:variable name="blocks" as="element()*" select="f:blocks(node(), 'caption', f:language(.))"/>
    <xsl:sequence select="$blocks"/>
    <xsl:if test="empty($blocks)">
      <p kind="caption">[{f:label('figure')}]</p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
