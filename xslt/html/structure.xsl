<?xml version="1.0" encoding="UTF-8"?>
<!-- Text structure: divisions, carried messages, paragraphs, openers and closers (Guidelines 4 and 7). -->
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

  <xsl:mode use-accumulators="paragraph footnote"/>

  <!-- The anchor of a counted paragraph. -->
  <xsl:function name="tx:paragraph-id" as="xs:string">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="(tx:own-id($paragraph)/string(), tx:free-id('p' || $number, $paragraph))[1]"/>
  </xsl:function>

  <!-- Whether an element is a block wherever it stands. -->
  <xsl:function name="tx:has-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <!-- Most elements of a text are names, dates and the like: to ask for these first saves the long question. -->
    <xsl:sequence select="exists($element/descendant::*[not(self::persName or self::placeName or self::orgName or self::roleName
        or self::forename or self::surname or self::date or self::num or self::measure or self::seg or self::hi)][
        self::p or self::ab or self::list or self::lg or self::l or self::table or self::floatingText or self::div
        or self::head or self::figure or self::address or self::opener or self::closer or self::dateline or self::signed
        or self::salute or self::trailer or self::postscript or self::sp or self::quote[p or lg or list]
        or self::label or self::item or self::row or self::cell or self::note[tx:is-printed-footnote(.)]])"/>
  </xsl:function>

  <!-- Whether an element holds divisions and paragraphs rather than words. -->
  <xsl:function name="tx:holds-blocks" as="xs:boolean">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="exists($element[self::text or self::group or self::front or self::body or self::back or self::div
        or self::floatingText or self::opener or self::closer or self::postscript or self::argument or self::sp])"/>
  </xsl:function>

  <!-- The level of a heading below "Text" (h2). -->
  <xsl:function name="tx:level" as="xs:integer">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="min((6, 2 + max((1, count($node/ancestor-or-self::*[
        self::floatingText or self::div[head or @type = 'enclosure'] or self::text[parent::group]])))))"/>
  </xsl:function>

  <!-- Anything that no template knows keeps its text: in a line, or as a block where blocks stand. -->
  <xsl:template match="*" priority="-1">
    <xsl:element name="{if (tx:holds-blocks(..) or tx:has-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'tei-' || local-name()"/>
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Any other text the processor copies by itself, which takes no template. -->
  <xsl:template match="text()[string-length(.) gt 300]">
    <xsl:sequence select="tx:breakable(.)"/>
  </xsl:template>

  <!-- Words that are longer than any: browsers take minutes to set a word of 100,000 letters that has no place to break. -->
  <xsl:function name="tx:breakable" as="node()*">
    <xsl:param name="text" as="xs:string"/>
    <xsl:choose>
      <!-- A regular expression that counts to 300 would take most of the page's time. -->
      <xsl:when test="some $word in tokenize($text) satisfies string-length($word) ge 300">
        <xsl:analyze-string select="$text" regex="\S{{200}}">
          <xsl:matching-substring><xsl:value-of select="."/><wbr/></xsl:matching-substring>
          <xsl:non-matching-substring><xsl:value-of select="."/></xsl:non-matching-substring>
        </xsl:analyze-string>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:template match="comment() | processing-instruction()"/>

  <xsl:template match="body | front | back">
    <xsl:apply-templates/>
  </xsl:template>

  <!-- Original and translation beside each other (Guidelines 4.3.1). -->
  <xsl:template match="group">
    <div class="group">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="group/text">
    <section class="version">
      <xsl:call-template name="common"/>
      <xsl:element name="h{tx:level(.)}">
        <xsl:attribute name="class" select="'generated version-heading'"/>
        <xsl:attribute name="lang" select="$language"/>
        <xsl:value-of select="string-join((tx:value-label('version', (@type, 'text')[1]), tx:language-name(@xml:lang, .))[.],
                                          tx:label('title.separator'))"/>
      </xsl:element>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="div">
    <section class="div div-{tx:token(@type)}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <!-- Form parts that readers cannot tell by their look alone carry a label. -->
  <xsl:template match="div[@type = ('distribution', 'registration', 'officeNotes')]">
    <section class="div formpart div-{@type}">
      <xsl:call-template name="common"/>
      <div class="generated formpart-label" lang="{$language}">{tx:value-label('div', @type)}</div>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <!-- A carried message is set off, by one step for each level, and has its own heading and anchor (DS, floatingText). -->
  <xsl:template match="div[@type = 'enclosure'] | floatingText">
    <xsl:variable name="message" as="element()?" select="tx:message(.)"/>
    <section class="enclosure">
      <xsl:call-template name="common"/>
      <xsl:if test="not(@xml:id)">
        <xsl:attribute name="id" select="tx:enclosure-id(.)"/>
      </xsl:if>
      <xsl:call-template name="enclosure-heading">
        <xsl:with-param name="message" select="$message"/>
      </xsl:call-template>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <!-- The anchor of a carried message that has no id of its own. -->
  <xsl:function name="tx:enclosure-id" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="($part/@xml:id/string(), tx:free-id('e' || 1 + count($part/(preceding::* | ancestor::*)[
        self::floatingText or self::div[@type = 'enclosure']]), $part))[1]"/>
  </xsl:function>

  <!-- What a carried message is called. -->
  <xsl:function name="tx:carried-name" as="xs:string">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="
        (tx:message($part) ! tx:message-name(.), tx:value-label('message', ($part/self::floatingText/@type, 'enclosure')[1]))[1]"/>
  </xsl:function>

  <xsl:template name="enclosure-heading" as="element()">
    <xsl:param name="message" as="element()?"/>
    <header class="generated enclosure-heading" lang="{$language}">
      <xsl:element name="h{tx:level(.)}">
        <a href="#{encode-for-uri(tx:enclosure-id(.))}">
          <xsl:value-of select="tx:carried-name(.)"/>
        </a>
      </xsl:element>
      <xsl:if test="$message">
        <p>
          <xsl:value-of select="string-join((tx:from-to($message), tx:dating-of($message))[.], tx:label('title.separator'))"/>
        </p>
      </xsl:if>
    </header>
  </xsl:template>

  <!-- A paragraph with its anchor; one that holds blocks cannot be an HTML p. -->
  <xsl:template match="p | ab | lg">
    <xsl:variable name="in-text" as="xs:boolean" select="tx:is-counted(.)"/>
    <xsl:variable name="number" as="xs:integer" select="if ($in-text) then accumulator-before('paragraph') else 0"/>
    <xsl:variable name="id" as="xs:string?"
                  select="if ($in-text) then tx:paragraph-id(., $number) else ()"/>
    <xsl:element name="{if (self::lg or tx:has-blocks(.)) then 'div' else 'p'}">
      <xsl:attribute name="class" select="string-join((local-name(), @type ! (local-name(..) || '-' || tx:token(.)), tx:rend(.)), ' ')"/>
      <xsl:call-template name="common"/>
      <xsl:if test="$in-text and not(@xml:id = $id)">
        <xsl:attribute name="id" select="$id"/>
      </xsl:if>
      <!-- The paragraph of the other version, for the two to stand beside each other. -->
      <xsl:for-each select="@corresp[$in-text][starts-with(., '#')]">
        <xsl:attribute name="data-pair" select="substring-after(tokenize(.)[1], '#')"/>
      </xsl:for-each>
      <xsl:apply-templates/>
      <xsl:if test="$in-text">
        <a class="generated anchor" href="#{encode-for-uri($id)}" lang="{$language}" aria-label="{tx:label('paragraph', string($number))}">{$number}</a>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="head">
    <xsl:element name="h{tx:level(.)}">
      <xsl:attribute name="class" select="string-join(('head', @type ! ('head-' || tx:token(.)), tx:rend(.)), ' ')"/>
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- A heading inside a list, figure or verse is no heading of the page. -->
  <xsl:template match="list/head | lg/head | figure/head | head[ancestor::note or ancestor::p or ancestor::item or ancestor::cell]">
    <div class="head minor">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="opener | closer | postscript | trailer | salute | signed | dateline | byline | address | addrLine
                       | l | argument | epigraph | sp | speaker | stage | docTitle | titlePage | titlePart | docImprint">
    <div class="{string-join((local-name(), @type ! (local-name(..) || '-' || tx:token(.)), tx:rend(.)), ' ')}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <!-- What stands in lines inside a paragraph or a name stays in its line. -->
  <xsl:template match="(p | ab | hi | seg | addrLine | salute | signed)/(salute | signed | dateline | address | stage)" priority="2">
    <span class="{local-name()}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- Service lines, marks and references of the telegram form. -->
  <xsl:template match="opener//seg | closer//seg[@type]">
    <span class="{string-join((
        'seg', @type ! ('seg-' || tx:token(.)), @subtype ! ('seg-' || tx:token(.)), tx:rend(.)), ' ')}">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="quote | q[p or lg or list] | cit">
    <xsl:element name="{if (tx:holds-blocks(..) or tx:has-blocks(.)) then 'blockquote' else 'span'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
