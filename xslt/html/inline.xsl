<?xml version="1.0" encoding="UTF-8"?>
<!-- Words: highlighting, names, editorial intervention, transcription (Guidelines 3, 12, 14). -->
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

  <!-- A value of the document as part of a class name. -->
  <xsl:function name="tx:token" as="xs:string">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="replace(string(tokenize($value)[1]), '[^A-Za-z0-9\-]', '_')"/>
  </xsl:function>

  <!-- The look that the source had, as class names. -->
  <xsl:function name="tx:rend" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="tokenize($element/@rend) ! ('rend-' || tx:token(.))"/>
  </xsl:function>

  <!-- An element in a line; it becomes a block where it holds blocks. -->
  <xsl:template name="inline" as="element()">
    <xsl:param name="as" as="xs:string" select="'span'"/>
    <xsl:param name="title" as="xs:string?" select="()"/>
    <!-- What the edition writes before and after the words, such as brackets. -->
    <xsl:param name="before" as="xs:string?" select="()"/>
    <xsl:param name="after" as="xs:string?" select="()"/>
    <xsl:element name="{if (exists(*) and tx:has-blocks(.)) then 'div' else $as}">
      <xsl:attribute name="class" select="string-join((local-name(), tx:rend(.)), ' ')"/>
      <xsl:call-template name="common"/>
      <xsl:if test="$title">
        <xsl:attribute name="title" select="$title"/>
      </xsl:if>
      <xsl:if test="$before">
        <xsl:call-template name="generated">
          <xsl:with-param name="text" select="$before"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="$after">
        <xsl:call-template name="generated">
          <xsl:with-param name="text" select="$after"/>
        </xsl:call-template>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Words of the edition within the text, which are no part of it. -->
  <xsl:template name="generated" as="element()">
    <xsl:param name="text" as="xs:string"/>
    <span class="generated" lang="{$language}">{$text}</span>
  </xsl:template>

  <xsl:template match="hi">
    <xsl:call-template name="inline">
      <xsl:with-param name="as" select="
          if (tokenize(@rend) = ('sup', 'superscript')) then 'sup' else if (tokenize(@rend) = ('sub', 'subscript')) then 'sub' else 'span'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="emph | foreign | mentioned | term | title | distinct | soCalled | q">
    <xsl:call-template name="inline">
      <xsl:with-param name="as" select="
          if (self::emph) then 'em' else if (self::title) then 'cite' else if (self::soCalled or self::q) then 'span' else 'i'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="date | time">
    <xsl:choose>
      <xsl:when test="tx:is-machine-date(@when) and not(ancestor::date or ancestor::time or tx:has-blocks(.))">
        <time datetime="{@when}">
          <xsl:call-template name="common"/>
          <xsl:if test="self::date">
            <xsl:attribute name="title" select="tx:date(@when)"/>
          </xsl:if>
          <xsl:apply-templates/>
        </time>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline">
          <xsl:with-param name="title" select="tx:dating(.)"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ref | ptr">
    <xsl:variable name="link" as="xs:string?" select="tx:link(@target, .)"/>
    <xsl:choose>
      <xsl:when test="$link and not(ancestor::ref or descendant::ref or descendant::ptr or descendant::note or tx:has-blocks(.))">
        <a href="{$link}">
          <xsl:call-template name="common"/>
          <xsl:apply-templates/>
          <xsl:if test="not(node())">
            <xsl:call-template name="generated">
              <xsl:with-param name="text" select="string(@target)"/>
            </xsl:call-template>
          </xsl:if>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:key name="gloss" match="gloss[@target]" use="tokenize(@target)"/>

  <xsl:template match="abbr">
    <xsl:call-template name="inline">
      <xsl:with-param name="as" select="'abbr'"/>
      <xsl:with-param name="title" select="(key('gloss', '#' || @xml:id)[1], ../expan[1])[1] ! tx:line(.)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What the source has comes first, then in brackets of the edition what is read for it. -->
  <xsl:template match="choice">
    <span class="{string-join(('choice', 'emended'[current()[(sic | orig | abbr) and (corr | reg | expan)]]), ' ')}">
      <xsl:call-template name="common"/>
      <xsl:variable name="original" as="element()*" select="sic | orig | abbr"/>
      <xsl:variable name="first" as="element()*" select="if ($original) then $original else *[1]"/>
      <xsl:apply-templates select="$first"/>
      <xsl:for-each select="* except $first">
        <xsl:text> </xsl:text>
        <span class="alternative">
          <xsl:call-template name="generated">
            <xsl:with-param name="text" select="if (self::corr) then tx:label('open.corrected') else tx:label('open.reading')"/>
          </xsl:call-template>
          <xsl:apply-templates select="."/>
          <xsl:call-template name="generated">
            <xsl:with-param name="text" select="tx:label('close.reading')"/>
          </xsl:call-template>
        </span>
      </xsl:for-each>
    </span>
  </xsl:template>

  <!-- Words directly in a choice or an app are against TEI's rules, and kept all the same. -->
  <xsl:template match="choice[text()[normalize-space()]] | app[text()[normalize-space()]]" priority="2">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- One reading of several witnesses, then the others. -->
  <xsl:template match="app">
    <span class="app">
      <xsl:call-template name="common"/>
      <xsl:variable name="first" as="element()?" select="(lem, *)[1]"/>
      <xsl:apply-templates select="$first"/>
      <xsl:for-each select="* except $first">
        <xsl:text> </xsl:text>
        <span class="alternative">
          <xsl:call-template name="generated">
            <xsl:with-param name="text" select="tx:label('open.reading') || string-join(tokenize(@wit) ! substring-after(., '#'), ', ') || (': ')[current()/@wit]"/>
          </xsl:call-template>
          <xsl:apply-templates select="."/>
          <xsl:call-template name="generated">
            <xsl:with-param name="text" select="tx:label('close.reading')"/>
          </xsl:call-template>
        </span>
      </xsl:for-each>
    </span>
  </xsl:template>

  <xsl:template match="sic | unclear | corr | reg | surplus | damage">
    <xsl:call-template name="inline">
      <xsl:with-param name="title" select="string-join((
          tx:label(local-name()), tx:value-label('reason', @reason)[.], tx:value-label('cert', @cert)[.]), ', ')"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Words that the edition supplies stand in its brackets, unless those of the source are there. -->
  <xsl:template match="supplied">
    <xsl:variable name="bracketed" as="xs:boolean" select="starts-with(normalize-space(.), '[')"/>
    <xsl:call-template name="inline">
      <xsl:with-param name="title" select="string-join((tx:label('supplied'), tx:value-label('reason', @reason)[.]), ': ')"/>
      <xsl:with-param name="before" select="tx:label('open.supplied')[not($bracketed)]"/>
      <xsl:with-param name="after" select="tx:label('close.supplied')[not($bracketed)]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A text that the edition may not show (publish/release.py): what it says of its rights stands below. -->
  <xsl:template match="gap[@reason = 'withheld']" priority="1">
    <span class="generated withheld">
      <xsl:text>{tx:label('withheld')} </xsl:text>
      <a href="#{tx:free-id('rights', root(.)/*)}">{tx:label('rights')}</a>
    </span>
  </xsl:template>

  <!-- A gap is never silent: it shows its description, else a sign, and says why. -->
  <xsl:template match="gap">
    <xsl:variable name="extent" as="xs:string?"
                  select="if (@quantity) then string-join((@quantity, @unit), ' ') else @extent/string()"/>
    <xsl:call-template name="inline">
      <xsl:with-param name="title" select="string-join((tx:label('gap'), tx:value-label('reason', @reason)[.], $extent), ', ')"/>
      <xsl:with-param name="after" select="
          if (normalize-space()) then ()
          else tx:label('gap.sign', string-join((tx:value-label('reason', @reason)[.], $extent)[.], ', '))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="del | add">
    <xsl:call-template name="inline">
      <xsl:with-param name="as" select="if (self::del) then 'del' else 'ins'"/>
      <xsl:with-param name="title" select="string-join((tx:label(local-name()), tx:hand(.)), ', ')"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Whose hand wrote something, as the header's handNote says. -->
  <xsl:function name="tx:hand" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(tokenize($element/@hand) ! key('xml-id', substring-after(., '#'), root($element)) ! tx:line(.))[1]"/>
  </xsl:function>

  <xsl:template match="stamp">
    <xsl:call-template name="inline">
      <xsl:with-param name="title" select="tx:label('stamp')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="lb">
    <br/>
    <xsl:apply-templates/>
  </xsl:template>

  <!-- Where a leaf of a witness begins. -->
  <xsl:template match="pb | cb | gb | milestone">
    <xsl:variable name="image" as="xs:string?" select="tx:leaf-image(.)[empty(current()/ancestor::*[self::ref or tx:is-name(.)])]"/>
    <xsl:element name="{if ($image) then 'a' else 'span'}">
      <xsl:attribute name="class" select="'pb generated'"/>
      <xsl:attribute name="lang" select="$language"/>
      <xsl:if test="$image">
        <xsl:attribute name="href" select="$image"/>
      </xsl:if>
      <xsl:call-template name="common"/>
      <xsl:value-of select="tx:leaf-name(.)"/>
    </xsl:element>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="anchor">
    <xsl:if test="tx:own-id(.)">
      <span>
        <xsl:call-template name="common"/>
      </span>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="space">
    <xsl:call-template name="generated">
      <xsl:with-param name="text" select="tx:label('space')"/>
    </xsl:call-template>
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
