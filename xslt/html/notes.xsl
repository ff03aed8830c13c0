<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: in their line, as insets, or as numbered notes below the text (Guidelines 3.9). -->
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

  <!-- Numbered notes are counted through the whole document. -->
  <xsl:accumulator name="footnote" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="TEI/text" select="0"/>
    <xsl:accumulator-rule match="note[tx:is-footnote(.)]" select="$value + 1"/>
  </xsl:accumulator>

  <!-- Whether a note is a footnote that the source prints: it stands between blocks, and so it does on the page. -->
  <xsl:function name="tx:is-printed-footnote" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        $note/@place = 'foot' and exists($note/parent::*[self::div or self::body or self::item
          or (self::ab and empty(* except $note) and not(text()[normalize-space()]))])"/>
  </xsl:function>

  <!-- Whether a note goes below the text. Marks, resolutions and remarks in brackets of the source stay in place. -->
  <xsl:function name="tx:is-footnote" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        exists($note/ancestor::text) and tx:leaves-line($note) and not(tx:is-printed-footnote($note))"/>
  </xsl:function>

  <!-- In the header, where nothing stands below, brackets of the edition part a note from the words that it is about. -->
  <xsl:template match="note">
    <xsl:variable name="apart" as="xs:boolean" select="empty(ancestor::text) and tx:leaves-line(.)"/>
    <xsl:if test="$apart">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:call-template name="inline">
      <xsl:with-param name="title" select="tx:value-label('note', @type)"/>
      <xsl:with-param name="before" select="tx:label('open.reading')[$apart]"/>
      <xsl:with-param name="after" select="tx:label('close.reading')[$apart]"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="note[@type = 'resolution' or @place = ('margin', 'left', 'right', 'top', 'bottom')]">
    <xsl:element name="{if (tx:holds-blocks(..) or tx:has-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'note inset'"/>
      <xsl:call-template name="common"/>
      <span class="generated note-label" lang="{$language}">{string-join((tx:value-label('note', (@type, 'margin')[1]), tx:hand(.)), ', ')}</span>
      <xsl:text> </xsl:text>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="note[tx:is-printed-footnote(.)]" priority="2">
    <xsl:variable name="note" as="element()" select="."/>
    <div class="note printed-footnote">
      <xsl:call-template name="common"/>
      <xsl:apply-templates/>
      <xsl:for-each select="tx:link(@target, .)">
        <xsl:text> </xsl:text>
        <a class="generated back" lang="{$language}" href="{.}" aria-label="{tx:label('note.back', string($note/@n))}">↑</a>
      </xsl:for-each>
    </div>
  </xsl:template>

  <!-- The mark of a footnote that the source prints. -->
  <xsl:template match="ref[@type = 'footnote']" priority="1">
    <xsl:variable name="link" as="xs:string?" select="tx:link(@target, .)"/>
    <sup class="footnote-mark">
      <xsl:call-template name="common"/>
      <xsl:choose>
        <xsl:when test="$link and not(ancestor::ref or descendant::ref or descendant::ptr or descendant::note or tx:has-blocks(.))">
          <a href="{$link}">
            <xsl:apply-templates/>
          </a>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates/>
        </xsl:otherwise>
      </xsl:choose>
    </sup>
  </xsl:template>

  <xsl:template match="note[tx:is-footnote(.)]" priority="1">
    <xsl:variable name="number" as="xs:integer" select="accumulator-before('footnote')"/>
    <sup class="generated note-mark" lang="{$language}">
      <a id="{tx:free-id('noteref' || $number, .)}" href="#{tx:note-id(., $number)}" aria-label="{tx:label('note.numbered', string($number))}">{$number}</a>
    </sup>
  </xsl:template>

  <xsl:function name="tx:note-id" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="(tx:own-id($note)/string(), tx:free-id('note' || $number, $note))[1]"/>
  </xsl:function>

  <!-- The notes below the text. -->
  <xsl:template name="footnotes" as="element()?">
    <xsl:variable name="notes" as="element()*" select="text//note[tx:is-footnote(.)]"/>
    <xsl:if test="$notes">
      <section class="footnotes" aria-labelledby="{tx:free-id('notes', .)}">
        <h2 class="generated" id="{tx:free-id('notes', .)}">{tx:label('notes')}</h2>
        <ol>
          <xsl:for-each select="$notes">
            <xsl:variable name="number" as="xs:integer" select="accumulator-before('footnote')"/>
            <li value="{$number}">
              <xsl:call-template name="common"/>
              <xsl:attribute name="id" select="tx:note-id(., $number)"/>
              <div class="note-text">
                <xsl:apply-templates/>
                <xsl:text> </xsl:text>
                <xsl:if test="@resp">
                  <span class="generated note-resp" lang="{$language}">{tx:label('note.by', tx:responsible(@resp))} </span>
                </xsl:if>
                <a class="generated back" lang="{$language}" href="#{tx:free-id('noteref' || $number, .)}" aria-label="{tx:label('note.back', string($number))}">↑</a>
              </div>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Who is responsible, by the names of the respStmt that the pointers name. -->
  <xsl:function name="tx:responsible" as="xs:string">
    <xsl:param name="resp" as="attribute()"/>
    <xsl:sequence select="string-join(
        for $pointer in tokenize($resp) return
          (key('xml-id', substring-after($pointer, '#'), root($resp))/(name | persName | orgName)[1] ! tx:line(.), $pointer)[1], ', ')"/>
  </xsl:function>
</xsl:stylesheet>
