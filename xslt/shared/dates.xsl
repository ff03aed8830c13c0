<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates and times for readers, from the machine-readable attributes of att.datable (Guidelines 13.4). -->
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

  <!-- A W3C date or date and time ("1952-07-17T18:45:00") as readers write it ("17 July 1952, 18:45");
       what has another form is given back unchanged. A stated zone is kept. -->
  <xsl:function name="tx:date" as="xs:string">
    <xsl:param name="w3c" as="xs:string?"/>
    <xsl:variable name="text" as="xs:string" select="normalize-space($w3c)"/>
    <xsl:choose>
      <!-- The parts have their places; to let the expression capture them took most of the time. -->
      <xsl:when test="matches($text, '^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+\-]\d\d:\d\d)?)?)?)?$')">
        <xsl:variable name="year" as="xs:string" select="substring($text, 1, 4)"/>
        <xsl:variable name="number" as="xs:string" select="substring($text, 6, 2)"/>
        <xsl:variable name="printed" as="xs:string" select="substring($text, 9, 2)"/>
        <xsl:variable name="day" as="xs:string" select="if (starts-with($printed, '0')) then substring($printed, 2) else $printed"/>
        <!-- Some languages write the month of a day in another case, and the first of a month as an ordinal. -->
        <xsl:variable name="month" as="xs:string" select="tx:value-label(
            if ($day and tx:has-label('month.dated.' || $number)) then 'month.dated' else 'month', $number)"/>
        <xsl:variable name="date" as="xs:string" select="
            if ($day) then tx:label(if ($day eq '1' and tx:has-label('date.first')) then 'date.first' else 'date.day', ($day, $month, $year))
            else if ($number) then tx:label('date.month', ($month, $year))
            else tx:label('date.year', $year)"/>
        <xsl:variable name="time" as="xs:string" select="substring($text, 12, 5)"/>
        <xsl:variable name="zone" as="xs:string?" select="
            if (ends-with($text, 'Z')) then 'UTC'
            else substring($text, string-length($text) - 5)[contains(translate(substring($text, 17), '-', '+'), '+')]"/>
        <xsl:sequence select="
            if ($time) then tx:label('date.time', ($date, string-join(($time, $zone[.]), ' '))) else $date"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What a date element says by its attributes, for readers; the empty string where they say nothing. -->
  <xsl:function name="tx:dating" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
        if ($date/@when) then tx:date($date/@when)
        else if ($date/@from and $date/@to) then tx:label('date.range', (tx:date($date/@from), tx:date($date/@to)))
        else if ($date/@notBefore and $date/@notAfter)
          then tx:label('date.between', (tx:date($date/@notBefore), tx:date($date/@notAfter)))
        else if ($date/@notBefore or $date/@from)
          then tx:label('date.after', tx:date(($date/@notBefore, $date/@from)[1]))
        else if ($date/@notAfter or $date/@to)
          then tx:label('date.before', tx:date(($date/@notAfter, $date/@to)[1]))
        else ''"/>
  </xsl:function>

  <!-- Whether HTML's `time` element takes this value. -->
  <xsl:function name="tx:is-machine-date" as="xs:boolean">
    <xsl:param name="w3c" as="xs:string?"/>
    <xsl:sequence select="
        $w3c castable as xs:date or $w3c castable as xs:dateTime or $w3c castable as xs:time
        or $w3c castable as xs:gYearMonth"/>
  </xsl:function>
</xsl:stylesheet>
