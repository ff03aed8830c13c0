<?xml version="1.0" encoding="UTF-8"?>
<!-- The names of a telegram: each leads to its card in a section of the page, which the script opens beside the name. -->
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

  <!-- Whether an element is a name that may point to an entry. -->
  <xsl:function name="tx:is-name" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::persName or self::placeName or self::orgName or self::name or self::rs
        or self::objectName or self::geogName or self::settlement or self::district or self::region or self::country])"/>
  </xsl:function>

  <!-- The document of the page, and the entries that have a card by the pointers of its names: a name asks for its
       entry many times. -->
  <xsl:variable name="tx:page" as="node()" select="root()"/>
  <xsl:variable name="tx:carded" as="map(xs:string, element()*)">
    <xsl:map>
      <xsl:for-each-group select="//*[@ref]" group-by="string(@ref)">
        <xsl:map-entry key="current-grouping-key()" select="tx:entries(.)[tx:may-have-card(.)]"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <!-- The places of these cards. -->
  <xsl:variable name="tx:cards" as="map(xs:string, xs:string*)" select="
      map:merge(map:keys($tx:carded) ! map:entry(., $tx:carded(.) ! tx:card-id(., $tx:page)))"/>

  <!-- The entries of a name that have a card. A pointer may lead anywhere; only to entries of an authority it names. -->
  <xsl:function name="tx:all-carded" as="element()*">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="$name/@ref ! (
        if (root($name) is $tx:page) then $tx:carded(string(.))
        else tx:entries($name)[tx:may-have-card(.)])"/>
  </xsl:function>

  <!-- The first of these, to whose card the name leads. -->
  <xsl:function name="tx:carded" as="element()?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="tx:all-carded($name)[1]"/>
  </xsl:function>

  <!-- Whether an entry is of a kind that has a card. -->
  <xsl:function name="tx:may-have-card" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
        exists($entry[self::person or self::personGrp or self::place or self::org or self::object or self::event][not(matches(@xml:id, '\s'))])"/>
  </xsl:function>

  <!-- Whether a name on the page is the link to its card: there are no links in links. -->
  <xsl:function name="tx:opens-card" as="xs:boolean">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="
        exists(tx:carded($name))
        and empty($name/ancestor::ref)
        and (empty($name/*)
          or empty($name/(descendant::ref | descendant::ptr | descendant::note | descendant::graphic | descendant::media))
          and not(tx:has-blocks($name)))
        and empty($name/ancestor::*[@ref][tx:is-name(.)][tx:opens-card(.)])"/>
  </xsl:function>

  <!-- The place of an entry's card. -->
  <xsl:function name="tx:card-id" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="context" as="node()"/>
    <xsl:sequence select="tx:free-id((if (root($entry) is root($context)) then 'own-name-' else 'name-') || $entry/@xml:id, $context)"/>
  </xsl:function>

  <!-- The places of the cards of a name. -->
  <xsl:function name="tx:cards-of" as="xs:string*">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="if (root($name) is $tx:page) then $tx:cards(string($name/@ref)) else tx:all-carded($name) ! tx:card-id(., $name)"/>
  </xsl:function>

  <!-- Of the entries of a name the one that has this card. -->
  <xsl:function name="tx:of-card" as="element()">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="card" as="xs:string"/>
    <xsl:sequence select="tx:all-carded($name)[index-of(tx:cards-of($name), $card)[1]]"/>
  </xsl:function>

  <!-- What a name that opens its card adds to its element. -->
  <xsl:template name="opens-card" as="attribute()*">
    <xsl:attribute name="class" select="string-join((local-name(), tx:rend(.), 'named'), ' ')"/>
    <xsl:attribute name="href" select="'#' || encode-for-uri(tx:cards-of(.)[1])"/>
  </xsl:template>

  <xsl:template match="persName | placeName | orgName | name | rs | objectName | geogName | settlement | district | region | country">
    <xsl:choose>
      <xsl:when test="@ref and tx:opens-card(.)">
        <a>
          <xsl:call-template name="opens-card"/>
          <xsl:call-template name="common"/>
          <xsl:for-each select="tx:other-name(.)">
            <xsl:attribute name="title" select="."/>
          </xsl:for-each>
          <xsl:apply-templates/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline">
          <xsl:with-param name="title" select="tx:other-name(.)"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A person, place or body in the card of the telegram and on its way: the name as printed, and the authority's where it
       says more. -->
  <xsl:template match="*" mode="party" as="node()*">
    <xsl:text> </xsl:text>
    <span class="party">
      <xsl:choose>
        <xsl:when test="@ref and tx:opens-card(.)">
          <a>
            <xsl:call-template name="opens-card"/>
            <xsl:apply-templates/>
          </a>
        </xsl:when>
        <xsl:otherwise>
          <span class="printed-name">
            <xsl:apply-templates/>
          </span>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:for-each select="tx:other-name(.)">
        <xsl:text> </xsl:text>
        <span class="main-name">{.}</span>
      </xsl:for-each>
      <xsl:if test="@evidence or @cert">
        <xsl:text> </xsl:text>
        <span class="secondary">{string-join((tx:value-label('evidence', @evidence), tx:value-label('cert', @cert))[.], ', ')}</span>
      </xsl:if>
    </span>
  </xsl:template>

  <!-- The names of a telegram that have a card. -->
  <xsl:function name="tx:named" as="element()*">
    <xsl:param name="telegram" as="element()"/>
    <xsl:sequence select="$telegram/(teiHeader | text)//*[@ref][tx:is-name(.)][exists(tx:carded(.))]"/>
  </xsl:function>

  <!-- The entries of the authority that registers list for a telegram, as the catalogue counts its names: in the text, on
       the way of the message, as keepers of copies. The abstract is the editor's, and names nobody anew. -->
  <xsl:function name="tx:registered" as="xs:string*">
    <xsl:param name="telegram" as="element()"/>
    <xsl:variable name="names" as="element()*" select="
        ($telegram/text, $telegram/teiHeader/profileDesc/correspDesc/correspAction)//(
          persName | placeName | orgName | name | rs | objectName | geogName | settlement | district | region | country),
        $telegram/teiHeader//repository"/>
    <xsl:sequence select="distinct-values(
        distinct-values($names/@ref) ! tokenize(.)[contains(., '#')][not(starts-with(., '#') or contains(., '://'))] ! substring-after(., '#'))"/>
  </xsl:function>

  <!-- The cards: persons, bodies, places, things, by their names. -->
  <xsl:template name="names" as="element()?">
    <xsl:param name="heading" as="xs:string" select="tx:label('names')"/>
    <xsl:if test="exists(tx:named(.))">
      <xsl:call-template name="fold">
        <xsl:with-param name="kind" select="'names'"/>
        <xsl:with-param name="label" select="$heading"/>
        <xsl:with-param name="shown" select="."/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="folded" as="element()">
    <xsl:variable name="page" as="element()" select="."/>
    <xsl:variable name="registered" as="xs:string*" select="tx:registered(.)"/>
    <xsl:variable name="registers" as="xs:string*" select="tokenize($pages)"/>
    <ul class="cards">
      <xsl:for-each-group select="tx:named(.)" group-by="tx:cards-of(.)">
        <xsl:sort select="(index-of(('person', 'personGrp', 'org', 'place'), local-name(tx:of-card(., current-grouping-key()))), 9)[1]"/>
        <xsl:sort select="lower-case(tx:main-name(tx:of-card(., current-grouping-key())))" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <li id="{current-grouping-key()}" class="name-card">
          <xsl:for-each select="tx:of-card(., current-grouping-key())">
            <h3>{(tx:main-name(.)[.], string(@xml:id))[1]}</h3>
            <xsl:where-populated>
              <dl class="facts">
                <xsl:call-template name="entry-facts"/>
              </dl>
            </xsl:where-populated>
            <xsl:variable name="path" as="xs:string?" select="
                if (@xml:id = $registered and not(root(.) is root($page))) then tx:entry-path(., $registers) else ()"/>
            <xsl:if test="$path">
              <p class="more"><a href="{$home}{$path}">{tx:label('names.telegrams')}</a></p>
            </xsl:if>
          </xsl:for-each>
          <xsl:call-template name="named-places">
            <xsl:with-param name="names" select="current-group()"/>
          </xsl:call-template>
        </li>
      </xsl:for-each-group>
    </ul>
  </xsl:template>

  <!-- The paragraphs in which an entry is named. -->
  <xsl:template name="named-places" as="element()?">
    <xsl:param name="names" as="element()*"/>
    <xsl:variable name="paragraphs" as="element()*" select="$names/ancestor::*[self::p or self::ab or self::lg][tx:is-counted(.)][1]"/>
    <xsl:if test="$paragraphs">
      <p class="places">
        <xsl:text>{tx:label('names.paragraphs')}</xsl:text>
        <xsl:for-each select="$paragraphs">
          <xsl:variable name="number" as="xs:integer" select="accumulator-before('paragraph')"/>
          <xsl:text> </xsl:text>
          <a href="#{encode-for-uri(tx:paragraph-id(., $number))}" aria-label="{tx:label('names.paragraph', string($number))}">{$number}</a>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
