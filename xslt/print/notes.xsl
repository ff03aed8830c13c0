<?xml version="1.0" encoding="UTF-8"?>
<!-- What leaves the line: notes, glosses, regularisations (the series of the notes), corrections and variants (that of the
     apparatus).

     The reading text keeps what the source has; the footnote says what the edition or its source says of it. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- Whether an element leaves the line for the foot of the page. Marks such as [?] and [sic] stay in the line. -->
  <xsl:function name="f:is-footnote" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/self::note[not(@type = ('mark', 'resolution') or f:is-printed-footnote(.))])"/>
  </xsl:function>

  <!-- Whether a note is a footnote that the source prints: it stands between blocks, and so it does in the volume. -->
  <xsl:function name="f:is-printed-footnote" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
        $note/@place = 'foot' and exists($note/parent::*[self::div or self::body or self::item
          or (self::ab and empty(* except $note) and not(text()[normalize-space()]))])"/>
  </xsl:function>

  <xsl:template match="note[f:is-printed-footnote(.)]" as="element()" priority="1">
    <section kind="footnote">
      <xsl:sequence select="f:language(.)"/>
      <xsl:sequence select="f:blocks(node())"/>
    </section>
  </xsl:template>

  <xsl:template match="ref[@type = 'footnote'][not(f:is-block(.))]" as="element()" priority="1">
    <span style="superscript">
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <xsl:template match="note[@type = 'mark']">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="note" as="element()">
    <xsl:variable name="who" as="xs:string?" select="(f:responsible(@resp), @type[. = ('translator', 'editorial')] ! f:label('note.' || .))[1]"/>
    <note>
      <xsl:if test="@type">
        <xsl:attribute name="kind" select="@type"/>
      </xsl:if>
      <xsl:sequence select="f:language(.)"/>
      <xsl:sequence select="f:blocks(node())"/>
      <xsl:if test="$who">
        <by>{$who}</by>
      </xsl:if>
    </note>
  </xsl:template>

  <!-- The gloss stays in its brackets; the note says what it explains and who glosses. -->
  <xsl:template match="gloss[not(f:is-block(.))]">
    <xsl:variable name="term" as="element()?" select="f:target(@target)"/>
    <xsl:apply-templates/>
    <note kind="gloss">
      <p>{($term ! (tx:line(.) || ': '), '')[1]}{tx:line(.)}</p>
      <by>{f:label('gloss')}{f:responsible(@resp) ! (' (' || . || ')')}</by>
    </note>
  </xsl:template>

  <xsl:template match="choice[not(f:is-block(.))]">
    <xsl:variable name="reading" as="element()?" select="(sic, orig, abbr, *)[1]"/>
    <xsl:apply-templates select="$reading"/>
    <xsl:for-each select="corr">
      <note kind="correction" series="apparatus">
        <p>
          <xsl:text>{tx:line($reading)}] </xsl:text>
          <xsl:apply-templates/>
          <xsl:if test="@cert[not(. = 'high')]"> ({f:label('certainty.' || @cert)})</xsl:if>
        </p>
        <xsl:for-each select="f:responsible(@resp)">
          <by>{.}</by>
        </xsl:for-each>
      </note>
    </xsl:for-each>
    <xsl:for-each select="* except ($reading, corr)">
      <note kind="choice">
        <p>
          <xsl:text>{
            f:label(if (self::reg) then 'regularised' else if (self::expan) then 'expanded' else 'alternative')
          }: </xsl:text>
          <xsl:apply-templates/>
        </p>
        <xsl:for-each select="f:responsible(@resp)">
          <by>{.}</by>
        </xsl:for-each>
      </note>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="app[not(f:is-block(.))]">
    <xsl:variable name="reading" as="element()?" select="(lem, rdg, rdgGrp//rdg)[1]"/>
    <xsl:variable name="others" as="element()*" select=".//rdg except (.//app//rdg, $reading)"/>
    <xsl:apply-templates select="$reading"/>
    <xsl:if test="exists($others)">
      <note kind="variant" series="apparatus">
        <p>
          <xsl:text>{tx:line($reading)}] </xsl:text>
          <xsl:for-each select="$others">
            <xsl:if test="position() gt 1">
              <xsl:text>; </xsl:text>
            </xsl:if>
            <xsl:apply-templates/>
            <xsl:if test="not(normalize-space(.))">–</xsl:if>
            <xsl:if test="@wit">
              <xsl:text> </xsl:text>
              <span style="italic">{string-join(tokenize(@wit) ! replace(., '^.*#', ''), ' ')}</span>
            </xsl:if>
          </xsl:for-each>
        </p>
      </note>
    </xsl:if>
    <xsl:apply-templates select="note"/>
  </xsl:template>

  <xsl:template match="add[not(f:is-block(.))]">
    <xsl:apply-templates/>
    <note kind="addition">
      <p>{f:label('added')}: {tx:line(.)}{f:hand(@hand)}</p>
    </note>
  </xsl:template>
</xsl:stylesheet>
