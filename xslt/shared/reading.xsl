<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading text on one line, for whatever has no mark-up: what the source reads, as src/tei_edition/reading_text.py says it. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:tx="urn:tei-edition:functions"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- The reading text of an element; paragraphs and other blocks in it do not run together. -->
  <xsl:function name="tx:line" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:choose>
      <xsl:when test="empty($element/*)">
        <xsl:sequence select="normalize-space($element)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="words" as="xs:string">
          <xsl:value-of>
            <xsl:apply-templates select="$element" mode="line-within"/>
          </xsl:value-of>
        </xsl:variable>
        <xsl:sequence select="normalize-space($words)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Whether a note stands apart from the words that it is about. Marks, resolutions and remarks in brackets of the source
       stay in place; in the header, where no text runs, a note is a statement beside others. -->
  <xsl:function name="tx:leaves-line" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        not($note/@type = ('mark', 'resolution', 'copies', 'registration'))
        and not($note/@place = ('inline', 'margin', 'left', 'right', 'top', 'bottom'))
        and not($note/@place = 'foot' and $note/parent::*[self::div or self::body or self::item])
        and not(starts-with(normalize-space($note), '['))
        and not(matches($note/preceding-sibling::node()[self::* or self::text()][1]/self::text(), '\[\s*$'))
        and (empty($note/parent::*[tx:holds-statements(.)]) or exists($note/ancestor::text))"/>
  </xsl:function>

  <!-- Whether an element is no running text, but holds statements one beside the other. -->
  <xsl:function name="tx:holds-statements" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element[self::bibl or self::biblFull or self::biblStruct or self::analytic or self::monogr or self::series
          or self::imprint or self::respStmt or self::msIdentifier or self::altIdentifier or self::msItem
          or self::correspAction or self::correspDesc or self::correspContext or self::notesStmt])"/>
  </xsl:function>

  <xsl:mode name="line" on-no-match="text-only-copy"/>

  <xsl:template match="comment() | processing-instruction()" mode="line"/>

  <!-- An element whose reading is asked for is read, even if it is one that is left out elsewhere. -->
  <xsl:mode name="line-within"/>

  <xsl:template match="*" mode="line-within">
    <xsl:apply-templates mode="line"/>
  </xsl:template>

  <!-- Of several elements the reading has one, and the notes that keep their place. -->
  <xsl:template match="choice" mode="line line-within" priority="2">
    <xsl:apply-templates select="(sic, orig, abbr, *[not(tx:is-no-alternative(.))])[1] | note" mode="line"/>
  </xsl:template>

  <xsl:template match="app | rdgGrp" mode="line line-within" priority="2">
    <xsl:apply-templates select="(lem, rdg, rdgGrp, *[not(tx:is-no-alternative(.))])[1] | note" mode="line"/>
  </xsl:template>

  <xsl:function name="tx:is-no-alternative" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::note or self::del or self::supplied/@reason = 'omitted-in-original'])"/>
  </xsl:function>

  <xsl:template match="subst" mode="line line-within" priority="2">
    <xsl:apply-templates select="*" mode="line"/>
  </xsl:template>

  <xsl:template match="note[tx:leaves-line(.)] | del[not(parent::restore)] | supplied[@reason = 'omitted-in-original'] | ref[@type = 'footnote']"
                mode="line" priority="3"/>

  <xsl:template match="lb" mode="line">{' '[not(current()/@break = 'no')]}</xsl:template>

  <xsl:template match="gap" mode="line">{(tx:line(.)[.], '[…]')[1]}</xsl:template>

  <xsl:template match="p | ab | head | label | item | row | cell | addrLine | address | salute | signed | dateline | closer | opener | trailer
                       | byline | div | lg | l | list | floatingText | table | figure | figDesc | postscript | argument | epigraph | cit
                       | stage | sp | speaker | bibl | listBibl | biblFull | biblStruct | analytic | monogr | series | imprint | respStmt
                       | resp | msIdentifier | altIdentifier | msItem | note[tx:holds-statements(..)]" mode="line">
    <xsl:text> </xsl:text>
    <xsl:apply-templates mode="line"/>
    <xsl:text> </xsl:text>
  </xsl:template>
</xsl:stylesheet>
