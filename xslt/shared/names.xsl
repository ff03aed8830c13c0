<?xml version="1.0" encoding="UTF-8"?>
<!-- Names and what the authority knows of them (Guidelines 14). -->
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

  <!-- The edition's authority (persons, places, organisations); empty where the edition has none. -->
  <xsl:param name="authority" as="document-node()?" select="()"/>

  <xsl:key name="xml-id" match="*[@xml:id]" use="@xml:id"/>

  <!-- The entries that a name's references mean: `../authority.xml#p-x` in the authority, `#p-x` in the document itself;
       an address on the web is none of either. -->
  <xsl:function name="tx:entries" as="element()*">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="tokenize($name/@ref) ! tx:entry-of(., $name)"/>
  </xsl:function>

  <!-- The first of them. -->
  <xsl:function name="tx:entry" as="element()?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="tokenize($name/@ref)[1] ! tx:entry-of(., $name)"/>
  </xsl:function>

  <xsl:function name="tx:entry-of" as="element()?">
    <xsl:param name="reference" as="xs:string"/>
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($reference, '#')"/>
    <xsl:sequence select="
        if ($id eq '' or contains($reference, '://')) then ()
        else if (starts-with($reference, '#')) then key('xml-id', $id, root($name))[1]
        else if (exists($authority)) then key('xml-id', $id, $authority)[1]
        else ()"/>
  </xsl:function>

  <!-- The main name of an entry. -->
  <xsl:function name="tx:main-name" as="xs:string?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:sequence select="
        ($entry/(persName | placeName | orgName | objectName | name)[@type = 'main'],
         $entry/(persName | placeName | orgName | objectName | name | objectIdentifier/objectName | label))[1] ! tx:line(.)"/>
  </xsl:function>

  <!-- The authority's main name for a name element, if it says more than the name as printed. -->
  <xsl:function name="tx:other-name" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="tx:main-name(tx:entry($name))[not(lower-case(.) = lower-case(tx:line($name)))]"/>
  </xsl:function>

  <!-- The name for headings and lists: the authority's main name, else the name as printed, else all words of it. -->
  <xsl:function name="tx:display-name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="(tx:main-name(tx:entry($name))[.], tx:line($name)[.], normalize-space($name))[1]"/>
  </xsl:function>

  <!-- Names in a row, for headings and citations. -->
  <xsl:function name="tx:name-list" as="xs:string">
    <xsl:param name="names" as="element()*"/>
    <xsl:sequence select="string-join($names ! tx:display-name(.), tx:label('list.separator'))"/>
  </xsl:function>

  <!-- The names of those who take part in an action: persons and bodies, not their places. -->
  <xsl:function name="tx:parties" as="element()*">
    <xsl:param name="actions" as="element()*"/>
    <xsl:sequence select="$actions/(persName | orgName | name[not(@type = 'callsign')] | rs)"/>
  </xsl:function>
</xsl:stylesheet>
