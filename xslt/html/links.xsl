<?xml version="1.0" encoding="UTF-8"?>
<!-- Addresses and anchors: what may become a link, and the ids of the page. -->
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

  <!-- An address without the white space and control characters that browsers would skip ("java&#9;script:"). -->
  <xsl:function name="tx:clean-address" as="xs:string">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:sequence select="replace(string($address), '[\s\p{C}]', '')"/>
  </xsl:function>

  <!-- Whether an address leads to the web or to a mailbox; other schemes never become links. -->
  <xsl:function name="tx:is-web-address" as="xs:boolean">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:sequence select="matches(tx:clean-address($address), '^(https?://[^/\\]|mailto:[^:]+@)', 'i')"/>
  </xsl:function>

  <!-- The hosts from which images are shown; whatever is no host's name would be one more rule of the security policy. -->
  <xsl:function name="tx:image-hosts" as="xs:string*">
    <xsl:sequence select="tokenize($image-hosts)[matches(., '^[a-z0-9][a-z0-9.\-]*(:[0-9]{1,5})?$')]"/>
  </xsl:function>

  <!-- The address of an image that is shown: on one of the hosts that the settings name, by https. -->
  <xsl:function name="tx:image-address" as="xs:string?">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:variable name="clean" as="xs:string" select="tx:clean-address($address)"/>
    <xsl:sequence select="$clean[matches(., '^https://[a-z0-9.\-]+(:[0-9]+)?/', 'i')][
        lower-case(replace(., '^https://([^/]+)/.*$', '$1', 'i')) = tx:image-hosts()]"/>
  </xsl:function>

  <!-- A relative path of the site as an address. -->
  <xsl:function name="tx:path" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:sequence select="string-join(tokenize($path, '/') ! encode-for-uri(.), '/')"/>
  </xsl:function>

  <!-- The link that a pointer makes, or nothing: the web, a place of this page, another telegram that the edition has. -->
  <xsl:function name="tx:link" as="xs:string?">
    <xsl:param name="pointer" as="xs:string?"/>
    <xsl:param name="context" as="node()"/>
    <xsl:variable name="address" as="xs:string" select="tx:clean-address(tokenize($pointer)[1])"/>
    <xsl:choose>
      <xsl:when test="tx:is-web-address($address)">
        <xsl:sequence select="$address"/>
      </xsl:when>
      <xsl:when test="starts-with($address, '#')">
        <xsl:sequence select="key('xml-id', substring($address, 2), root($context))[1] ! tx:place(.) ! ('#' || encode-for-uri(.))"/>
      </xsl:when>
      <xsl:when test="matches($address, '^(\./)?[\w][\w.\-]*\.xml(#[\w.\-]+)?$')">
        <xsl:variable name="file" as="xs:string" select="replace($address, '^(\./)?([^#]*)\.xml(#.*)?$', '$2')"/>
        <xsl:variable name="fragment" as="xs:string" select="substring-after($address, '#')"/>
        <xsl:if test="empty($around) or $around/cat:around/cat:known/cat:telegram/@id = $file">
          <xsl:sequence select="($home || 'telegrams/')[not(starts-with($page-path, 'telegrams/'))] || encode-for-uri($file) || '.html' || ('#' || encode-for-uri($fragment))[$fragment]"/>
        </xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <!-- The id on this page where an element of the document can be seen, if anywhere. -->
  <xsl:function name="tx:place" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($element[ancestor::text or self::correspDesc or self::correspAction or self::witness]) then string($element/@xml:id)
        else if ($element/self::msDesc[parent::witness]) then string($element/../@xml:id)
        else if ($element/self::biblStruct or $element/self::respStmt)
          then tx:free-id('source', $element)
        else ()"/>
  </xsl:function>

  <!-- An id for a part of the page that no id of the document takes. -->
  <xsl:function name="tx:free-id" as="xs:string">
    <xsl:param name="wanted" as="xs:string"/>
    <xsl:param name="context" as="node()"/>
    <xsl:sequence select="if (key('xml-id', $wanted, root($context))) then tx:free-id($wanted || '.', $context) else $wanted"/>
  </xsl:function>

  <!-- The document's own id as an attribute; of two equal ids only the first gets one, and none with white space. -->
  <xsl:function name="tx:own-id" as="attribute()?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@xml:id and key('xml-id', $element/@xml:id, root($element))[1] is $element
                  and not(matches($element/@xml:id, '\s'))">
      <xsl:attribute name="id" select="$element/@xml:id"/>
    </xsl:if>
  </xsl:function>

  <!-- What every element of the text may carry over: its id and its language. -->
  <xsl:template name="common" as="attribute()*">
    <xsl:sequence select="tx:own-id(.)"/>
    <xsl:if test="@xml:lang">
      <xsl:attribute name="lang" select="@xml:lang"/>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
