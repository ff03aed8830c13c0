<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of the interface: looked up by key in the labels file of the language (labels/en.xml and its like). -->
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

  <!-- The labels file of the interface's language, given as a document because stylesheets read no files. -->
  <xsl:param name="labels" as="document-node()" required="yes"/>

  <!-- What the documents follow: "telegrams", or "tei" where they may be anything and are called documents. -->
  <xsl:param name="profile" as="xs:string" select="'telegrams'"/>

  <xsl:key name="label" match="lab:label" use="@key"/>

  <!-- Whether the language has a label of this name. -->
  <xsl:function name="tx:has-label" as="xs:boolean">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="exists(key('label', $key, $labels))"/>
  </xsl:function>

  <!-- The label of this name; one that is missing shows its key, so that the gap is seen and nothing fails. -->
  <xsl:function name="tx:label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="string((
        if ($profile eq 'tei') then key('label', 'documents:' || $key, $labels)/string() else (),
        key('label', $key, $labels)/string(), $key)[1])"/>
  </xsl:function>

  <!-- The label of this name with {1}, {2}, … replaced by the values, which may hold any characters. -->
  <xsl:function name="tx:label" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:variable name="label" as="xs:string" select="tx:label($key)"/>
    <xsl:choose>
      <!-- Most labels have one place for one value; no regular expression is needed for these. -->
      <xsl:when test="count($values) eq 1 and contains($label, '{1}') and not(contains(substring-after($label, '{'), '{'))">
        <xsl:sequence select="substring-before($label, '{1}') || $values || substring-after($label, '{1}')"/>
      </xsl:when>
      <xsl:otherwise>
        <!-- Split at the braces, in whatever order the language wants its values; xsl:analyze-string was slower. -->
        <xsl:variable name="parts" as="xs:string*" select="tokenize($label, '\{')"/>
        <xsl:sequence select="string-join((head($parts), tail($parts) ! (
            if (matches(., '^\d\}')) then (let $number := xs:integer(substring(., 1, 1)) return $values[$number]) || substring(., 3) else '{' || .)))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The label of a coded value (group "message", value "letter"); a value without a label stands for itself. -->
  <xsl:function name="tx:value-label" as="xs:string">
    <xsl:param name="group" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="key" as="xs:string" select="$group || '.' || $value"/>
    <xsl:sequence select="if (tx:has-label($key)) then tx:label($key) else string($value)"/>
  </xsl:function>

  <!-- A counted noun: the label `key.one`, `key.few`, `key.many` or `key.other` with {1} for the number. -->
  <xsl:function name="tx:counted" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="plural" as="xs:string" select="$key || '.' || tx:plural($number)"/>
    <xsl:sequence select="tx:label(if (tx:has-label($plural)) then $plural else $key || '.other', tx:number($number))"/>
  </xsl:function>

  <!-- Which form of a noun goes with a number: the plural rules of Unicode's CLDR for whole numbers. -->
  <xsl:function name="tx:plural" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="
        if ($labels/*/@xml:lang = 'ru') then
          if ($number mod 10 eq 1 and $number mod 100 ne 11) then 'one'
          else if ($number mod 10 = (2 to 4) and not($number mod 100 = (12 to 14))) then 'few' else 'many'
        else if ($number eq 1 or ($number eq 0 and $labels/*/@xml:lang = 'fr')) then 'one' else 'other'"/>
  </xsl:function>

  <!-- A whole number as the language writes it. -->
  <xsl:function name="tx:number" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="
        if (abs($number) lt 10000) then string($number)
        else replace(format-integer($number, '#,##0'), ',', tx:label('number.grouping'), 'q')"/>
  </xsl:function>
</xsl:stylesheet>
