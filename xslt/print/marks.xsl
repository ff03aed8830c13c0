<?xml version="1.0" encoding="UTF-8"?>
<!-- Marks: places in a telegram that the registers of the volume list, by the key of their entry. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <!-- A name that the authority knows, or the document's own standOff, is marked where it stands. -->
  <xsl:template match="*[@ref][f:is-name(.)][not(f:is-block(.))]">
    <xsl:sequence select="f:entries(.) ! f:mark(f:kind(.), f:key(.))"/>
    <xsl:apply-templates/>
  </xsl:template>

  <!-- The marks of the telegram as a whole: its correspondents, numbers and shelfmarks. -->
  <xsl:template match="TEI" mode="marks" as="element()*">
    <xsl:variable name="header" as="element()?" select="teiHeader"/>
    <xsl:for-each-group select="$header/profileDesc/correspDesc/correspAction//*[f:is-name(.)] ! f:entries(.)" group-by="f:key(.)">
      <xsl:sequence select="f:mark(f:kind(.), current-grouping-key())"/>
    </xsl:for-each-group>
    <xsl:for-each-group select="$header/profileDesc/correspDesc/(@n | .//idno)" group-by="f:number-key(.)">
      <xsl:sequence select="f:mark('number', current-grouping-key())"/>
    </xsl:for-each-group>
    <xsl:for-each select="f:shelfmarks($header)">
      <mark kind="archive" key="{f:shelfmark-key(.)}">
        <xsl:for-each select="string-join(.//idno[@type = ('listy', 'page')] ! tx:line(.), ', ')[.]">
          <xsl:attribute name="note" select="."/>
        </xsl:for-each>
      </mark>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="f:mark" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="key" as="xs:string"/>
    <mark kind="{$kind}" key="{$key}"/>
  </xsl:function>

  <!-- Whether an element is a name that registers count: on the site (tx:is-name) they count the same. -->
  <xsl:function name="f:is-name" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element[self::persName or self::placeName or self::orgName or self::name or self::rs
        or self::objectName or self::geogName or self::settlement or self::district or self::region or self::country])"/>
  </xsl:function>

  <!-- The entries (person, place, org) that a name refers to; an address on the web is none of the authority's. -->
  <xsl:function name="f:entries" as="element()*">
    <xsl:param name="name" as="element()"/>
    <xsl:for-each select="tokenize($name/@ref)">
      <xsl:variable name="id" as="xs:string" select="substring-after(., '#')"/>
      <xsl:variable name="target" as="element()?" select="
          if (not($id) or contains(., '://')) then () else if (starts-with(., '#')) then key('id', $id, root($name))[1] else key('id', $id, $authority)[1]"/>
      <xsl:sequence select="$target[self::person or self::place or self::org]"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="if ($entry/self::org) then 'organisation' else local-name($entry)"/>
  </xsl:function>

  <!-- An entry of a telegram's own standOff is another one than the authority's of the same id. -->
  <xsl:function name="f:key" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="(if (root($entry) is $authority) then '' else root($entry)/*/@xml:id || '#') || $entry/@xml:id"/>
  </xsl:function>

  <xsl:function name="f:number-key" as="xs:string">
    <xsl:param name="number" as="node()"/>
    <xsl:sequence select="if ($number instance of attribute()) then 'telegram ' || normalize-space($number) else $number/@type || ' ' || tx:line($number)"/>
  </xsl:function>

  <!-- The shelfmarks of the witnesses, also those of former places. -->
  <xsl:function name="f:shelfmarks" as="element()*">
    <xsl:param name="header" as="element()?"/>
    <xsl:sequence select="$header/fileDesc/sourceDesc//msIdentifier[repository]/(idno[@type = 'shelfmark'], idno[not(@type = 'canonical')])[1]"/>
  </xsl:function>

  <!-- The parts of a shelfmark above its leaves. -->
  <xsl:function name="f:shelfmark-parts" as="xs:string*">
    <xsl:param name="shelfmark" as="element()"/>
    <xsl:variable name="parts" as="element()*" select="$shelfmark/idno[not(@type = ('listy', 'page'))]"/>
    <xsl:sequence select="
        if ($shelfmark/idno) then $parts ! (f:label('shelfmark.' || @type) || '&#xA0;' || tx:line(.))
        else tx:line($shelfmark)"/>
  </xsl:function>

  <xsl:function name="f:shelfmark-key" as="xs:string">
    <xsl:param name="shelfmark" as="element()"/>
    <xsl:sequence select="string-join((tx:line($shelfmark/../repository[1]), f:shelfmark-parts($shelfmark)), '/')"/>
  </xsl:function>
</xsl:stylesheet>
