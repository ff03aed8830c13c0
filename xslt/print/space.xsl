<?xml version="1.0" encoding="UTF-8"?>
<!-- The last pass over the print model: levels of headings, numbers of notes, and white space: one space where the document has any, none where a block begins.

     The accumulator holds, innermost first, whether the text of each open block ends with a space. A note interrupts
     the text of its paragraph without ending it. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:mode name="space" on-no-match="shallow-copy" use-accumulators="spaced level notes apparatus paragraph-number"/>

  <xsl:variable name="text-blocks" as="xs:string*" select="'p', 'heading', 'label', 'note', 'term', 'value', 'caption', 'by', 'date', 'name', 'detail'"/>

  <xsl:accumulator name="spaced" as="xs:boolean*" initial-value="true()">
    <xsl:accumulator-rule match="*[local-name() = $text-blocks]" phase="start" select="true(), $value"/>
    <xsl:accumulator-rule match="*[local-name() = $text-blocks]" phase="end" select="tail($value)"/>
    <xsl:accumulator-rule match="Q{}br" phase="end" select="true(), tail($value)"/>
    <xsl:accumulator-rule match="text()" phase="end" select="matches(., '\s$') and not(f:gives-way(.)), tail($value)"/>
  </xsl:accumulator>

  <!-- The level of the last heading. PDF/UA allows no heading more than one level below the one before it. -->
  <xsl:accumulator name="level" as="xs:integer" initial-value="1">
    <xsl:accumulator-rule match="Q{}heading" select="min((xs:integer(@level), $value + 1))"/>
  </xsl:accumulator>

  <xsl:template match="Q{}heading/@level" mode="space" as="attribute(level)">
    <xsl:attribute name="level" select="../accumulator-before('level')"/>
  </xsl:template>

  <!-- Notes have figures, entries of the apparatus letters, each counted through the telegram. -->
  <xsl:accumulator name="notes" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="Q{}note[not(@series)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="apparatus" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="Q{}note[@series = 'apparatus']" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="paragraph-number" as="xs:string" initial-value="''">
    <xsl:accumulator-rule match="Q{}p[@n]" select="string(@n)"/>
  </xsl:accumulator>

  <xsl:template match="Q{}note" mode="space" as="element()">
    <note>
      <xsl:sequence select="@*"/>
      <xsl:attribute name="n" select="
          if (@series) then format-integer(accumulator-before('apparatus'), 'a') else string(accumulator-before('notes'))"/>
      <xsl:if test="@series and accumulator-before('paragraph-number')">
        <xsl:attribute name="paragraph" select="accumulator-before('paragraph-number')"/>
      </xsl:if>
      <xsl:apply-templates mode="space"/>
    </note>
  </xsl:template>

  <xsl:template match="text()" mode="space" as="text()?">
    <xsl:variable name="collapsed" as="xs:string" select="replace(., '[ \t\r\n]+', ' ')"/>
    <xsl:variable name="kept" as="xs:string" select="
        if (accumulator-before('spaced')[1]) then replace($collapsed, '^ ', '') else $collapsed"/>
    <xsl:value-of select="if (f:gives-way(.)) then replace($kept, ' $', '') else $kept"/>
  </xsl:template>

  <!-- Whether a text's last space gives way to the one behind the note that follows: a note's mark clings to its word. -->
  <xsl:function name="f:gives-way" as="xs:boolean">
    <xsl:param name="text" as="text()"/>
    <xsl:variable name="next" as="node()?" select="$text/following-sibling::node()[1]"/>
    <xsl:sequence select="
        $next/self::Q{}note and matches($text, '\s$')
        and matches($next/following-sibling::node()[not(self::Q{}note)][1][self::text()], '^\s')"/>
  </xsl:function>
</xsl:stylesheet>
