<?xml version="1.0" encoding="UTF-8"?>
<!-- What the authority says of a person, place or organisation, for its page and for its card (Guidelines 14). -->
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

  <!-- The index that lists entries of this kind; nothing where there is none. -->
  <xsl:function name="tx:register-of" as="xs:string?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:sequence select="
        if ($entry[self::*:person]) then 'persons' else if ($entry[self::*:place]) then 'places'
        else if ($entry[self::*:org]) then 'organisations' else ()"/>
  </xsl:function>

  <!-- The page of an entry of the authority, relative to the site's home, if one of these indexes has it
       (src/tei_edition/publish/entries.py gives it). -->
  <xsl:function name="tx:entry-path" as="xs:string?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:param name="registers" as="xs:string*"/>
    <xsl:sequence select="$entry/@cat:page[tx:register-of($entry) = $registers] ! tx:path(.)"/>
  </xsl:function>

  <!-- The facts of an entry: its other names, its dates, its offices, its addresses in authority files. -->
  <xsl:template name="entry-facts" as="element()*">
    <xsl:for-each select="string-join(distinct-values((persName | placeName | orgName)[not(@type = 'main')] ! tx:line(.)[not(. = tx:main-name(current()))]), tx:label('list.separator'))[.]">
      <div><dt>{tx:label('entry.variants')}</dt><dd>{.}</dd></div>
    </xsl:for-each>
    <!-- Two years are one life; whatever else is known of birth and death stands by itself. -->
    <xsl:variable name="years" as="xs:string*" select="(birth, death) ! (tx:line(.)[.], string(@when))[1][matches(., '^\d{4}$')]"/>
    <xsl:variable name="life" as="xs:boolean" select="count((birth, death)) eq 2 and count($years) eq 2 and exists(birth)"/>
    <xsl:if test="$life">
      <div><dt>{tx:label('entry.life')}</dt><dd>{tx:label('entry.years', $years)}</dd></div>
    </xsl:if>
    <xsl:for-each select="(birth | death)[not($life)] | occupation">
      <div>
        <dt>{tx:label('entry.' || local-name())}</dt>
        <dd>{(tx:line(.)[.], tx:dating(.))[1]}<xsl:if test="self::occupation/@when"> ({tx:date(@when)})</xsl:if></dd>
      </div>
    </xsl:for-each>
    <xsl:for-each select="idno[@type = 'URI']">
      <div>
        <dt>{(@subtype/string(), tx:label('entry.link'))[1]}</dt>
        <dd>
          <xsl:choose>
            <xsl:when test="tx:is-web-address(.)"><a href="{tx:clean-address(.)}">{.}</a></xsl:when>
            <xsl:otherwise>{.}</xsl:otherwise>
          </xsl:choose>
        </dd>
      </div>
    </xsl:for-each>
    <xsl:for-each select="note ! tx:line(.)[.]">
      <div><dt>{tx:label('note.note')}</dt><dd>{.}</dd></div>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
