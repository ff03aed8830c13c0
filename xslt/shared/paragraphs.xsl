<?xml version="1.0" encoding="UTF-8"?>
<!-- Paragraphs of a telegram's text, by whose number the edition is cited, on the screen and on paper. -->
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

  <!-- Paragraphs are counted through the whole text, for their anchors; a note's belong to the note. One that holds
       nothing but marks that the edition supplies is no place that anyone cites. -->
  <xsl:accumulator name="paragraph" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="TEI/text" select="0"/>
    <xsl:accumulator-rule match="(p | ab | lg)[not(ancestor::note)][not(tx:is-supplied-mark(.))]" select="$value + 1"/>
  </xsl:accumulator>

  <!-- Whether a paragraph is a supplied mark alone: a quotation mark that the source forgot. -->
  <xsl:function name="tx:is-supplied-mark" as="xs:boolean">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="
        exists($paragraph/supplied) and not(matches($paragraph, '[\p{L}\p{N}]'))
        and empty($paragraph/node()[not(self::supplied)][self::* or self::text()[normalize-space()]])"/>
  </xsl:function>

  <!-- Whether an element is one of the paragraphs that are counted. -->
  <xsl:function name="tx:is-counted" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::p or self::ab or self::lg][ancestor::text][not(ancestor::note)][not(tx:is-supplied-mark(.))])"/>
  </xsl:function>
</xsl:stylesheet>
