<?xml version="1.0" encoding="UTF-8"?>
<!-- What a telegram contributes to the registers, abbreviations and bibliography of its volume: one entry per key. The
     volume has each once, whatever number of its telegrams name it. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="TEI" mode="index" as="element()">
    <xsl:variable name="header" as="element()?" select="teiHeader"/>
    <index>
      <!-- Names where the volume has them with a mark: else an entry would have no page. -->
      <xsl:for-each-group select="(text, $header/profileDesc/(abstract, correspDesc/(correspAction, correspContext)))//*[f:is-name(.)] ! f:entries(.)" group-by="f:key(.)">
        <xsl:variable name="names" as="element()*" select="persName, placeName, orgName"/>
        <xsl:sequence select="f:entry(f:kind(.), current-grouping-key(), '', (($names[@type = 'main'], $names) ! tx:line(.), string(@xml:id))[1], f:particulars(.))"/>
      </xsl:for-each-group>
      <xsl:for-each-group select="$header/profileDesc/correspDesc/(@n | .//idno)" group-by="f:number-key(.)">
        <xsl:variable name="kind" as="xs:string" select="if (. instance of attribute()) then 'telegram' else string(@type)"/>
        <xsl:sequence select="f:entry('number', current-grouping-key(), '', if (. instance of attribute()) then string() else tx:line(.), f:label('number.' || $kind))"/>
      </xsl:for-each-group>
      <xsl:for-each-group select="f:shelfmarks($header)" group-by="f:shelfmark-key(.)">
        <xsl:sequence select="f:entry('archive', current-grouping-key(), string-join((../repository[1] ! f:name(.), ../settlement[1] ! tx:line(.)), ', '),
            string-join(f:shelfmark-parts(.), ', '), '')"/>
      </xsl:for-each-group>
      <xsl:for-each select="text//choice[abbr and expan], text//gloss[@target]">
        <xsl:variable name="short" as="element()?" select="(self::choice/abbr, self::gloss/f:target(@target)/self::abbr)[1]"/>
        <xsl:variable name="long" as="xs:string" select="tx:line((self::gloss, expan)[1])"/>
        <xsl:if test="tx:line($short) and $long">
          <xsl:sequence select="f:entry('abbreviation', lower-case(tx:line($short) || '=' || $long), '', tx:line($short), $long)"/>
        </xsl:if>
      </xsl:for-each>
      <xsl:for-each select="$header/fileDesc/sourceDesc/(.//biblStruct[@type = 'copyText']/monogr, bibl, biblFull, listBibl/*, biblStruct[not(@type = 'copyText')])">
        <xsl:variable name="words" as="xs:string" select="normalize-space(string-join(
            if (self::monogr) then (title, imprint/publisher, imprint/pubPlace, imprint/date[not(@type = 'uploaded')]) ! tx:line(.)[.] else tx:line(.), ', '))"/>
        <xsl:if test="$words">
          <xsl:sequence select="f:entry('bibliography', lower-case($words), '', $words, '')"/>
        </xsl:if>
      </xsl:for-each>
    </index>
  </xsl:template>

  <xsl:function name="f:entry" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="group" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="detail" as="xs:string"/>
    <entry kind="{$kind}" key="{$key}">
      <xsl:if test="$group">
        <xsl:attribute name="group" select="$group"/>
      </xsl:if>
      <name>{normalize-space($name)}</name>
      <xsl:if test="normalize-space($detail)">
        <detail>{normalize-space($detail)}</detail>
      </xsl:if>
    </entry>
  </xsl:function>

  <!-- What the authority says of a person or body, in brief: years of life and office. -->
  <xsl:function name="f:particulars" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="birth" as="xs:string" select="f:year($entry/birth[1])"/>
    <xsl:variable name="death" as="xs:string" select="f:year($entry/death[1])"/>
    <xsl:variable name="life" as="xs:string" select="
        if ($birth and $death) then $birth || '–' || $death
        else if ($birth) then '*' || $birth else if ($death) then '†' || $death else ''"/>
    <xsl:sequence select="string-join(($life[.], $entry/occupation[1] ! tx:line(.)[.]), ', ')"/>
  </xsl:function>

  <xsl:function name="f:year" as="xs:string">
    <xsl:param name="event" as="element()?"/>
    <xsl:sequence select="string((tx:line($event)[.], $event/@when ! substring(., 1, 4))[1])"/>
  </xsl:function>
</xsl:stylesheet>
