<?xml version="1.0" encoding="UTF-8"?>
<!-- The head of a telegram page: title, who to whom, when (Guidelines 2). -->
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

  <!-- "Razuvaev, Vladimir to Vasilevsky, Aleksandr; Vyshinsky, Andrei", with "for Stalin, Joseph" where the message is
       meant for another than its addressee. -->
  <xsl:function name="tx:from-to" as="xs:string">
    <xsl:param name="message" as="element()?"/>
    <xsl:variable name="from" as="xs:string" select="tx:name-list(tx:parties(tx:sending($message)))"/>
    <xsl:variable name="addressing" as="element()*" select="tx:addressing($message)"/>
    <xsl:variable name="addressees" as="xs:string" select="tx:name-list(tx:parties($addressing[not(@subtype = 'ultimate')]))"/>
    <xsl:variable name="ultimate" as="xs:string" select="tx:name-list(tx:parties($addressing[@subtype = 'ultimate']))"/>
    <xsl:variable name="to" as="xs:string" select="
        if ($addressees and $ultimate) then tx:label('to.ultimate', ($addressees, $ultimate)) else $addressees || $ultimate"/>
    <xsl:sequence select="
        if ($from and $to) then tx:label('from.to', ($from, $to))
        else if ($from) then tx:label('from.only', $from)
        else if ($to) then tx:label('to.only', $to) else ''"/>
  </xsl:function>

  <!-- When a message was sent. -->
  <xsl:function name="tx:dating-of" as="xs:string">
    <xsl:param name="message" as="element()?"/>
    <xsl:variable name="date" as="element()?" select="tx:sending($message)/date[1]"/>
    <xsl:sequence select="string((($date ! tx:dating(.))[.], $date ! tx:line(.))[1])"/>
  </xsl:function>

  <!-- The title element that has words: the main one, else the first. -->
  <xsl:function name="tx:title-element" as="element()?">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="titles" as="element()*" select="$tei/teiHeader/fileDesc/titleStmt/title"/>
    <xsl:sequence select="($titles[@type = 'main'], $titles)[1][tx:line(.)]"/>
  </xsl:function>

  <!-- The document's title on one line. -->
  <xsl:function name="tx:title" as="xs:string">
    <xsl:param name="tei" as="element()"/>
    <xsl:sequence select="(tx:title-element($tei) ! tx:line(.), string($tei/@xml:id)[.], tx:label('untitled'))[1]"/>
  </xsl:function>

  <!-- The name of a language: as the header gives it, else its code. -->
  <xsl:function name="tx:language-name" as="xs:string">
    <xsl:param name="code" as="xs:string?"/>
    <xsl:param name="context" as="node()"/>
    <xsl:sequence select="string((
        root($context)/*/teiHeader/profileDesc/langUsage/language[@ident = $code] ! tx:line(.)[.],
        tx:value-label('language', $code))[1])"/>
  </xsl:function>

  <!-- What a category is called in the document's taxonomies. -->
  <xsl:function name="tx:category" as="xs:string*">
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="tokenize($reference/@target) ! ((
        key('xml-id', substring-after(., '#'), root($reference))[1]/(catDesc, .)[1] ! tx:line(.)[.],
        substring-after(., '#')[.], .)[1])"/>
  </xsl:function>

  <!-- A term with its description, if there is one. -->
  <xsl:template name="fact" as="element()?">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="content" as="item()*"/>
    <xsl:if test="exists($content) and string-join($content ! string(.)) ne ''">
      <div>
        <dt>{$label}</dt>
        <xsl:text> </xsl:text>
        <dd>
          <xsl:for-each select="$content">
            <xsl:choose>
              <xsl:when test=". instance of node()"><xsl:sequence select="."/></xsl:when>
              <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </dd>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- Elements on one line; where they have corrections, notes and the like, with these beside their words. -->
  <xsl:function name="tx:told" as="node()*">
    <xsl:param name="elements" as="element()*"/>
    <xsl:param name="separator" as="xs:string"/>
    <xsl:for-each select="$elements[* or normalize-space()]">
      <xsl:if test="position() gt 1">
        <xsl:value-of select="$separator"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="exists(.//(choice | app | subst | del | note[tx:leaves-line(.)]))">
          <xsl:apply-templates/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="tx:line(.)"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- The messages that the telegram carries, and the parts of the page: the way to each. -->
  <xsl:template name="parts" as="element()?">
    <xsl:variable name="page" as="element()" select="."/>
    <xsl:variable name="carried" as="element()*" select="text//*[self::div[@type = 'enclosure'] or self::floatingText]"/>
    <nav class="parts" aria-label="{tx:label('parts')}">
      <ul>
        <xsl:for-each select="$carried">
          <li><a href="#{encode-for-uri(tx:enclosure-id(.))}">{string-join((tx:carried-name(.), ancestor::text[parent::group] ! tx:value-label('version', @type)), tx:label('title.separator'))}</a></li>
        </xsl:for-each>
        <xsl:for-each select="
            ('abstract'[current()/teiHeader/profileDesc/abstract], 'way'[current()/teiHeader/profileDesc/correspDesc],
             'names'[exists(tx:named(current()))], 'witnesses'[exists(tx:witnesses(current()))],
             'rights'[current()/teiHeader/fileDesc/publicationStmt/availability], 'cite')">
          <li><a href="#{tx:free-id(., $page)}">{tx:label(.)}</a></li>
        </xsl:for-each>
      </ul>
    </nav>
  </xsl:template>

  <xsl:template name="card" as="element()">
    <xsl:variable name="profile" as="element()?" select="teiHeader/profileDesc"/>
    <xsl:variable name="message" as="element()?" select="$profile/correspDesc[1]"/>
    <header class="card">
      <p class="kicker">{string-join(($message ! tx:message-name(.), tx:dating-of($message))[.], tx:label('title.separator'))}</p>
      <h1>
        <xsl:variable name="title" as="element()?" select="tx:title-element(.)[*]"/>
        <xsl:apply-templates select="$title/node()"/>
        <xsl:if test="empty($title)">
          <xsl:sequence select="tx:breakable(tx:title(.))"/>
        </xsl:if>
      </h1>
      <xsl:for-each select="teiHeader/fileDesc/titleStmt/title[not(@type = ('main', 'short'))][tx:line(.) ne tx:title(current())]">
        <p class="other-title"><xsl:apply-templates/></p>
      </xsl:for-each>
      <dl class="facts">
        <!-- Who sent a message is known better than who is its author. -->
        <xsl:if test="empty(tx:parties(tx:sending($message)))">
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="tx:label('fact.author')"/>
            <xsl:with-param name="content" select="tx:told(teiHeader/fileDesc/titleStmt/author, tx:label('list.separator'))"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('fact.from')"/>
          <xsl:with-param name="content">
            <xsl:apply-templates select="tx:parties(tx:sending($message))" mode="party"/>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('fact.to')"/>
          <xsl:with-param name="content">
            <xsl:apply-templates select="tx:parties(tx:addressing($message))" mode="party"/>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('fact.sent')"/>
          <xsl:with-param name="content" select="
              if ($message) then tx:dating-of($message)
              else string-join($profile/creation/date ! (tx:dating(.)[.], tx:line(.))[1], ', ')"/>
        </xsl:call-template>
      </dl>
      <xsl:call-template name="parts"/>
    </header>
  </xsl:template>
</xsl:stylesheet>
