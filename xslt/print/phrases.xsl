<?xml version="1.0" encoding="UTF-8"?>
<!-- Phrase-level elements. Names, dates and numbers need no rule: they are their text. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="lb">
    <br/>
  </xsl:template>

  <xsl:template match="hi[not(f:is-block(.))] | emph[not(f:is-block(.))] | title[not(f:is-block(.))]">
    <xsl:variable name="rend" as="xs:string*" select="tokenize(@rend)"/>
    <!-- Of several looks the one whose loss would change the text: what is struck out must not seem to stand. -->
    <xsl:variable name="style" as="xs:string?" select="(
        'struck'[$rend = ('strikethrough', 'line-through', 'struck')], 'bold'[$rend = ('bold', 'b', 'strong')], 'superscript'[$rend = ('sup', 'superscript', 'super')], 'subscript'[$rend = ('sub', 'subscript')],
        'underlined'[$rend = ('underline', 'underlined', 'u')], 'smallcaps'[$rend = ('smallcaps', 'small-caps', 'sc')],
        'italic'[current()/self::emph or current()/self::title or $rend = ('italic', 'i', 'it')])[1]"/>
    <xsl:choose>
      <xsl:when test="$style">
        <span style="{$style}">
          <xsl:sequence select="f:language(.)"/>
          <xsl:apply-templates/>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A passage in another language is hyphenated and read aloud in that language. -->
  <xsl:template match="foreign[@xml:lang][not(f:is-block(.))] | seg[@xml:lang][not(f:is-block(.))] | q[@xml:lang][not(f:is-block(.))] | quote[@xml:lang][not(f:is-block(.))]">
    <span>
      <xsl:sequence select="f:language(.)"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- ⟨ ⟩ around what the edition supplies; brackets of the source need no second pair. -->
  <xsl:template match="supplied[not(f:is-block(.))]">
    <xsl:variable name="bracketed" as="xs:boolean" select="matches(normalize-space(.), '^[\[\(].*[\]\)]$')"/>
    <span style="supplied">
      <xsl:if test="not($bracketed)">⟨</xsl:if>
      <xsl:apply-templates/>
      <xsl:if test="not($bracketed)">⟩</xsl:if>
    </span>
  </xsl:template>

  <xsl:template match="unclear[not(f:is-block(.))]">
    <span style="unclear">
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="gap">
    <span style="gap">
      <xsl:choose>
        <xsl:when test="normalize-space(.)">
          <xsl:apply-templates/>
        </xsl:when>
        <xsl:otherwise>[{f:label(('gap.' || @reason, 'gap'))}{(@quantity, @extent)[1] ! (', ' || .)}{@unit ! (' ' || .)}]</xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <xsl:template match="del[not(f:is-block(.))]">
    <span style="struck">
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="stamp[not(f:is-block(.))]">
    <span style="stamp">
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- A new leaf of a witness: "| APRF 65". -->
  <xsl:template match="pb | cb | gb">
    <xsl:variable name="siglum" as="xs:string*" select="(@edRef, @ed)[1] ! tokenize(.) ! replace(., '^.*#', '')"/>
    <leaf>{string-join(($siglum, @n), ' ')}</leaf>
  </xsl:template>

  <!-- Only web and mail addresses become links, and places of the volume: another telegram, a paragraph of this one. A
       pointer without text shows its target. -->
  <xsl:template match="ref[not(f:is-block(.))] | ptr">
    <xsl:variable name="target" as="xs:string" select="normalize-space(@target)"/>
    <xsl:choose>
      <xsl:when test="matches($target, '^(https?://|mailto:)\S+$', 'i')">
        <link href="{$target}">
          <xsl:choose>
            <xsl:when test="normalize-space(.)">
              <xsl:apply-templates/>
            </xsl:when>
            <xsl:otherwise>{$target}</xsl:otherwise>
          </xsl:choose>
        </link>
      </xsl:when>
      <xsl:when test="normalize-space(.)">
        <xsl:variable name="telegram" as="xs:string?" select="$target[matches(., '^(\./)?[\w][\w.\-]*\.xml(#.*)?$')] ! replace(., '^(\./)?([^#]*)\.xml(#.*)?$', '$2')"/>
        <xsl:variable name="here" as="element()?" select="if (starts-with($target, '#')) then key('id', substring($target, 2))[1] else ()"/>
        <xsl:variable name="paragraph" as="element()?" select="
            ($here/ancestor-or-self::*[self::p or self::ab or self::lg][tx:is-counted(.)][1], $here/descendant::*[self::p or self::ab or self::lg][tx:is-counted(.)])[1]"/>
        <xsl:choose>
          <xsl:when test="$telegram or exists($paragraph)">
            <ref telegram="{($telegram, root(.)/TEI/@xml:id, 'telegram')[1]}">
              <xsl:for-each select="$paragraph">
                <xsl:attribute name="paragraph" select="accumulator-before('paragraph')"/>
              </xsl:for-each>
              <xsl:apply-templates/>
            </ref>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise>{$target}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
