<?xml version="1.0" encoding="UTF-8"?>
<!-- The chronology: years and their months drawn as bars; a year as a calendar and as a list. -->
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

  <xsl:template match="cat:register[@kind = 'chronology']" mode="register" as="element()*">
    <xsl:for-each select="cat:year">
      <section>
        <h2><a href="years/{@value}.html">{tx:date(@value)}</a></h2>
        <p>{tx:counted('telegrams.count', xs:integer(sum(cat:day/@telegrams)))}</p>
        <xsl:variable name="days" as="element()*" select="cat:day"/>
        <xsl:variable name="months" as="xs:integer*" select="(1 to 12) ! (let $month := format-integer(., '00')
            return xs:integer(sum($days[substring(@value, 6, 2) = $month]/@telegrams)))"/>
        <svg class="timeline" viewBox="0 0 600 84" role="img" aria-label="{tx:label('chronology.months', string(@value))}">
          <xsl:for-each select="1 to 12">
            <xsl:variable name="height" as="xs:double" select="round(50 * $months[current()] div max(($months, 1)))"/>
            <rect x="{. * 50 - 45}" y="{66 - $height}" width="40" height="{$height}">
              <title>{tx:label('pair', (tx:label('month.' || format-integer(., '00')), tx:number($months[current()])))}</title>
            </rect>
            <xsl:if test="$months[current()]">
              <text x="{. * 50 - 25}" y="{62 - $height}" text-anchor="middle">{tx:number($months[current()])}</text>
            </xsl:if>
            <text x="{. * 50 - 25}" y="80" text-anchor="middle">{tx:label('month.short.' || format-integer(., '00'))}</text>
          </xsl:for-each>
        </svg>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- A year: its months as grids of days, then its telegrams day by day. -->
  <xsl:template match="cat:register[@kind = 'year']" mode="register" as="element()*">
    <section class="calendar" aria-labelledby="calendar">
      <h2 id="calendar">{tx:label('chronology.days')}</h2>
      <div class="months">
        <xsl:for-each-group select="cat:days/cat:day[@value castable as xs:date]" group-adjacent="substring(@value, 1, 7)">
          <xsl:call-template name="month">
            <xsl:with-param name="days" select="current-group()"/>
          </xsl:call-template>
        </xsl:for-each-group>
      </div>
      <xsl:where-populated>
        <ul class="inexact">
          <xsl:for-each select="cat:days/cat:day[not(@value castable as xs:date)]">
            <li>
              <a href="{$home}{@path}#d{encode-for-uri(@value)}">{tx:date(@value)}</a>
              <xsl:text> </xsl:text>
              <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span>
            </li>
          </xsl:for-each>
        </ul>
      </xsl:where-populated>
    </section>
    <xsl:for-each-group select="cat:telegram" group-adjacent="substring(@date, 1, 10)">
      <section class="day" id="d{current-grouping-key()}">
        <h2>{tx:date(current-grouping-key())}</h2>
        <ul>
          <xsl:for-each select="current-group()">
            <li><a href="{tx:telegram-path(.)}">{(@title/string()[.], @id/string())[1]}</a></li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:for-each-group>
  </xsl:template>

  <!-- A month of the calendar, from Monday to Sunday. -->
  <xsl:template name="month" as="element()">
    <xsl:param name="days" as="element(cat:day)+"/>
    <xsl:variable name="first" as="xs:date" select="xs:date(substring($days[1]/@value, 1, 7) || '-01')"/>
    <xsl:variable name="before" as="xs:integer" select="tx:weekday($first) - 1"/>
    <xsl:variable name="last" as="xs:integer" select="day-from-date($first + xs:yearMonthDuration('P1M') - xs:dayTimeDuration('P1D'))"/>
    <table class="month">
      <caption>{tx:date(substring($days[1]/@value, 1, 7))}</caption>
      <thead>
        <tr>
          <xsl:for-each select="1 to 7">
            <th scope="col"><abbr title="{tx:label('weekday.' || .)}">{tx:label('weekday.short.' || .)}</abbr></th>
          </xsl:for-each>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="0 to ($before + $last - 1) idiv 7">
          <xsl:variable name="week" as="xs:integer" select="."/>
          <tr>
            <xsl:for-each select="1 to 7">
              <xsl:variable name="number" as="xs:integer" select="$week * 7 + . - $before"/>
              <xsl:variable name="day" as="element()?" select="$days[xs:integer(substring(@value, 9, 2)) eq $number]"/>
              <td>
                <xsl:choose>
                  <xsl:when test="$day">
                    <xsl:variable name="said" as="xs:string" select="tx:date($day/@value) || ': ' || tx:counted('telegrams.count', xs:integer($day/@telegrams))"/>
                    <a href="{$home}{$day/@path}#d{$day/@value}" title="{$said}" aria-label="{$said}">{$number}</a>
                  </xsl:when>
                  <xsl:when test="$number ge 1 and $number le $last">{$number}</xsl:when>
                </xsl:choose>
              </td>
            </xsl:for-each>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- The day of the week, 1 for Monday; the Gregorian calendar at all times, as ISO 8601 has it. -->
  <xsl:function name="tx:weekday" as="xs:integer">
    <xsl:param name="date" as="xs:date"/>
    <xsl:variable name="days" as="xs:integer" select="xs:integer(($date - xs:date('1900-01-01')) div xs:dayTimeDuration('P1D'))"/>
    <xsl:sequence select="($days mod 7 + 7) mod 7 + 1"/>
  </xsl:function>
</xsl:stylesheet>
