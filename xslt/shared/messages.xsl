<?xml version="1.0" encoding="UTF-8"?>
<!-- Messages: a telegram and what it carries, each described by a correspDesc (Guidelines 2.4.6). -->
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

  <!-- The parts of the text that hold a message. -->
  <xsl:key name="decls" match="div[@decls] | floatingText[@decls] | text[@decls]" use="tokenize(@decls)"/>

  <!-- The sending of a message. -->
  <xsl:function name="tx:sending" as="element()?">
    <xsl:param name="message" as="element()?"/>
    <xsl:sequence select="$message/correspAction[@type = 'sent'][1]"/>
  </xsl:function>

  <!-- Those to whom a message is addressed, on the form and through it. -->
  <xsl:function name="tx:addressing" as="element()*">
    <xsl:param name="message" as="element()?"/>
    <xsl:sequence select="$message/correspAction[@type = 'received'][not(@subtype) or @subtype = ('to', 'ultimate')]"/>
  </xsl:function>

  <!-- The actions of a message in time: by sort key, else in the order of the file. -->
  <xsl:function name="tx:actions" as="element()*">
    <xsl:param name="message" as="element()"/>
    <xsl:perform-sort select="$message/correspAction">
      <xsl:sort select="(@sortKey, '~')[1]" data-type="text" order="ascending" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
    </xsl:perform-sort>
  </xsl:function>

  <!-- Whether an action is the making of a copy. -->
  <xsl:function name="tx:is-copy" as="xs:boolean">
    <xsl:param name="action" as="element()"/>
    <xsl:sequence select="$action/@type = 'received' and $action/@subtype = ('copy', 'cc')"/>
  </xsl:function>

  <!-- How many copies an action gives: 1 where the document does not say. -->
  <xsl:function name="tx:copies" as="xs:integer">
    <xsl:param name="action" as="element()"/>
    <xsl:variable name="stated" as="xs:string?" select="($action/note[@type = 'copies']/num/@value)[1]"/>
    <xsl:sequence select="if ($stated castable as xs:integer) then xs:integer($stated) else 1"/>
  </xsl:function>

  <!-- The message that a part of the text holds, as its `decls` says. -->
  <xsl:function name="tx:message" as="element()?">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="tokenize($part/@decls) ! key('xml-id', substring-after(., '#'), root($part))[self::correspDesc][1]"/>
  </xsl:function>

  <!-- What a message is called: "Telegram No. 811". -->
  <xsl:function name="tx:message-name" as="xs:string">
    <xsl:param name="message" as="element()"/>
    <xsl:variable name="type" as="xs:string" select="tx:value-label('message', ($message/@type, 'message')[1])"/>
    <xsl:sequence select="if ($message/@n) then tx:label('message.numbered', ($type, $message/@n)) else $type"/>
  </xsl:function>
</xsl:stylesheet>
