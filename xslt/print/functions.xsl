<?xml version="1.0" encoding="UTF-8"?>
<!-- Words, dates, names and references, shared by the modules. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:key name="label" match="Q{}label" use="@name"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <!-- The word for the first of $names that the labels know; failing that, the last name's last part, as it stands. -->
  <xsl:function name="f:label" as="xs:string">
    <xsl:param name="names" as="xs:string+"/>
    <xsl:variable name="known" as="xs:string*" select="$names ! key('label', ., $labels)[1] ! string()"/>
    <xsl:sequence select="($known, tokenize($names[1], '\.')[last()])[1]"/>
  </xsl:function>

  <!-- The attribute lang of an element that states its language; nothing else. -->
  <xsl:function name="f:language" as="attribute(lang)?">
    <xsl:param name="element" as="element()?"/>
    <xsl:if test="$element/@xml:lang[matches(., '^[A-Za-z]{2,8}(-[A-Za-z0-9]+)*$')]">
      <xsl:attribute name="lang" select="$element/@xml:lang"/>
    </xsl:if>
  </xsl:function>

  <!-- The element that a pointer into this document ("#x") or into the authority ("../authority.xml#x") means. -->
  <xsl:function name="f:target" as="element()?">
    <xsl:param name="pointer" as="attribute()?"/>
    <xsl:variable name="first" as="xs:string" select="(tokenize($pointer), '')[1]"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($first, '#')"/>
    <xsl:if test="$id">
      <xsl:sequence select="
          if (starts-with($first, '#')) then
            key('id', $id, root($pointer))[1]
          else
            key('id', $id, $authority)[1]"/>
    </xsl:if>
  </xsl:function>

  <!-- A name for the header block: the authority's main form, else the form of the document. -->
  <xsl:function name="f:name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="entry" as="element()?" select="f:target($name/@ref)"/>
    <xsl:variable name="main" as="element()?" select="$entry/(persName, placeName, orgName)[@type = 'main'][1]"/>
    <xsl:variable name="hints" as="xs:string*" select="
        $name[@evidence]/f:label('inferred'),
        $name[@cert = ('low', 'unknown')]/f:label('uncertain')"/>
    <xsl:sequence select="
        f:natural-order(tx:line(($main, $name)[1]), $name) || (if (exists($hints)) then ' (' || string-join($hints, ', ') || ')' else '')"/>
  </xsl:function>

  <!-- "Stalin, Joseph" as it reads in a sentence; only for persons of the authority, whose main forms invert. -->
  <xsl:function name="f:natural-order" as="xs:string">
    <xsl:param name="form" as="xs:string"/>
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="
        if ($name/self::persName[@ref] and matches($form, '^[^,]+, [^,]+$')) then replace($form, '^([^,]+), ([^,]+)$', '$2 $1')
        else $form"/>
  </xsl:function>

  <!-- Who is responsible: the names of the respStmt, person or organisation that @resp points to. -->
  <xsl:function name="f:responsible" as="xs:string?">
    <xsl:param name="resp" as="attribute()?"/>
    <xsl:variable name="statement" as="element()?" select="f:target($resp)"/>
    <xsl:variable name="names" as="element()*" select="$statement/(self::respStmt/(* except resp), self::persName, self::orgName, self::name)"/>
    <xsl:sequence select="
        if (exists($names)) then string-join($names ! tx:line(.), ', ')
        else $statement/*[1] ! tx:line(.)"/>
  </xsl:function>

  <!-- A date element in words; its own text where its attributes say nothing that can be read. -->
  <xsl:function name="f:date" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="when" as="xs:string" select="f:moment($date/@when)"/>
    <xsl:variable name="from" as="xs:string" select="f:moment(($date/@notBefore, $date/@from)[1])"/>
    <xsl:variable name="to" as="xs:string" select="f:moment(($date/@notAfter, $date/@to)[1])"/>
    <xsl:variable name="words" as="xs:string" select="
        if ($when) then $when
        else if ($from and $to) then f:fill(f:fill(f:label('date.range'), 'FROM', $from), 'TO', $to)
        else if ($from) then f:fill(f:label('date.from'), 'FROM', $from)
        else if ($to) then f:fill(f:label('date.to'), 'TO', $to)
        else tx:line($date)"/>
    <xsl:sequence select="$words || (if ($date/@cert = 'low') then ' (' || f:label('uncertain') || ')' else '')"/>
  </xsl:function>

  <!-- An ISO 8601 year, month, day or local time in words; '' for anything else. Zone signs stay as they are. -->
  <xsl:function name="f:moment" as="xs:string">
    <xsl:param name="iso" as="xs:string?"/>
    <xsl:variable name="parts" as="element()?" select="analyze-string($iso, '^(-?\d{4})(-(0[1-9]|1[0-2])(-(\d\d)(T(\d\d:\d\d)(:\d\d(\.\d+)?)?(.*))?)?)?$')/*:match"/>
    <xsl:variable name="year" as="xs:string?" select="$parts//*:group[@nr = '1']"/>
    <xsl:variable name="month" as="xs:string?" select="$parts//*:group[@nr = '3']"/>
    <xsl:variable name="day" as="xs:string?" select="$parts//*:group[@nr = '5']"/>
    <xsl:variable name="time" as="xs:string?" select="$parts//*:group[@nr = '7']"/>
    <xsl:variable name="zone" as="xs:string?" select="$parts//*:group[@nr = '10']"/>
    <xsl:choose>
      <xsl:when test="empty($parts)">
        <xsl:sequence select="''"/>
      </xsl:when>
      <xsl:when test="empty($month)">{$year}</xsl:when>
      <xsl:otherwise>
        <xsl:variable name="name" as="xs:string" select="f:label('month.' || xs:integer($month))"/>
        <xsl:variable name="pattern" as="xs:string" select="f:label(if (exists($day)) then 'date.pattern' else 'date.month-pattern')"/>
        <xsl:variable name="dated" as="xs:string" select="f:fill(f:fill($pattern, 'M', $name), 'Y', $year)"/>
        <xsl:sequence select="
            (if (exists($day)) then f:fill($dated, 'D', string(xs:integer($day))) else $dated)
            || (if ($time) then ', ' || $time || $zone else '')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:fill" as="xs:string">
    <xsl:param name="pattern" as="xs:string"/>
    <xsl:param name="slot" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="sign" as="xs:string" select="'[' || $slot || ']'"/>
    <xsl:sequence select="
        if (contains($pattern, $sign)) then
          substring-before($pattern, $sign) || $value || substring-after($pattern, $sign)
        else $pattern"/>
  </xsl:function>
</xsl:stylesheet>
