<?xml version="1.0" encoding="UTF-8"?>
<!-- teiHeader: title, number, date line, header block, abstract. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="teiHeader" mode="header" as="element()*">
    <xsl:variable name="message" as="element()?" select="(profileDesc/correspDesc)[1]"/>
    <xsl:variable name="titles" as="element()*" select="fileDesc/titleStmt/title"/>
    <xsl:variable name="main" as="element()?" select="($titles[@type = 'main'], $titles)[1]"/>
    <xsl:variable name="sent" as="element()?" select="$message/correspAction[@type = 'sent'][1]"/>
    <xsl:variable name="day" as="element()?" select="($sent/date, profileDesc/creation/date)[normalize-space(.) or @*][1]"/>
    <number>{
        if ($message/@n) then f:label('number') || '&#xA0;' || $message/@n
        else (fileDesc/publicationStmt/idno[@type = 'local']/tx:line(.), string(../@xml:id))[1]}</number>
    <xsl:if test="exists($day)">
      <xsl:variable name="stated" as="xs:string?" select="$day/(@when, @from, @notBefore, @to, @notAfter)[1]"/>
      <date>
        <xsl:if test="matches($stated, '^\d{4}')">
          <xsl:attribute name="year" select="substring($stated, 1, 4)"/>
        </xsl:if>
        <xsl:text>{f:date($day)}</xsl:text>
      </date>
    </xsl:if>
    <xsl:if test="exists($sent/placeName)">
      <place>{string-join($sent/placeName ! f:name(.), ', ')}</place>
    </xsl:if>
    <title>{($main[tx:line(.)] ! tx:line(.), string(../@xml:id))[1]}</title>
    <xsl:for-each select="$titles[@type = 'short'][normalize-space(.)][1]">
      <short>{tx:line(.)}</short>
    </xsl:for-each>
    <xsl:if test="$draft">
      <subtitle>{f:label('draft')}</subtitle>
    </xsl:if>
    <xsl:for-each select="$titles except ($main, $titles[@type = 'short'])">
      <subtitle>{tx:line(.)}</subtitle>
    </xsl:for-each>
    <xsl:apply-templates select=".." mode="marks"/>
    <facts>
      <xsl:apply-templates select="$message" mode="facts"/>
      <xsl:apply-templates select="profileDesc/textClass" mode="facts"/>
    </facts>
    <xsl:for-each select="profileDesc/correspDesc except $message">
      <facts>
        <caption>{f:label(('message.' || (@type, 'message')[1], 'message'))}</caption>
        <xsl:apply-templates select="." mode="facts"/>
      </facts>
    </xsl:for-each>
    <facts>
      <xsl:apply-templates select="fileDesc/sourceDesc" mode="facts"/>
      <xsl:apply-templates select="fileDesc/notesStmt" mode="facts"/>
      <xsl:sequence select="f:beside(.)"/>
      <xsl:apply-templates select="fileDesc/titleStmt" mode="facts"/>
      <xsl:apply-templates select="fileDesc/publicationStmt/availability[@n = 'text']" mode="facts"/>
      <xsl:apply-templates select="revisionDesc[@status]" mode="facts"/>
    </facts>
    <xsl:for-each select="profileDesc/abstract[normalize-space(.)]">
      <abstract>
        <xsl:sequence select="f:language(.)"/>
        <caption>{f:label('abstract')}</caption>
        <xsl:sequence select="f:blocks(node())"/>
      </abstract>
    </xsl:for-each>
  </xsl:template>

  <!-- What the edition puts beside words of the header that the volume shows, which stand there as the source reads them:
       corrections and other readings, and notes. The abstract has them at the foot of the page. -->
  <xsl:function name="f:beside" as="element()?">
    <xsl:param name="header" as="element()"/>
    <xsl:variable name="values" as="element()*">
      <xsl:for-each select="$header/(fileDesc | profileDesc/(creation | correspDesc | textClass | handNotes))
          //(note[tx:leaves-line(.)] | choice/*[not(self::note)] | rdg)[not(ancestor::correspContext or (ancestor::msDesc and not(ancestor::msIdentifier)))]">
        <xsl:variable name="reading" as="element()?" select="
            if (self::rdg) then ancestor::app[1]/(lem, rdg, rdgGrp/(lem, rdg))[1] else parent::choice/(sic, orig, abbr, *[not(self::note)])[1]"/>
        <xsl:choose>
          <xsl:when test="self::note">
            <value>{tx:line(..)}: {tx:line(.)}</value>
          </xsl:when>
          <xsl:when test="not(. is $reading)">
            <value>
              <xsl:if test="self::corr or self::rdg">
                <xsl:attribute name="series" select="'apparatus'"/>
              </xsl:if>
              <xsl:text>{tx:line($reading)}] {string-join((tx:line(.)[.], tokenize(@wit) ! replace(., '^.*#', '')), ' ')}</xsl:text>
            </value>
          </xsl:when>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($values)">
      <fact>
        <term>{f:label('notes')}</term>
        <xsl:sequence select="$values"/>
      </fact>
    </xsl:if>
  </xsl:function>

  <!-- A term and its values; nothing where there is no value. -->
  <xsl:function name="f:fact" as="element(fact)?" xpath-default-namespace="">
    <xsl:param name="term" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:variable name="stated" as="xs:string*" select="$values[normalize-space(.)]"/>
    <xsl:if test="exists($stated)">
      <fact>
        <term>{$term}</term>
        <xsl:for-each select="$stated">
          <value>{.}</value>
        </xsl:for-each>
      </fact>
    </xsl:if>
  </xsl:function>

  <xsl:template match="textClass" mode="facts" as="element()*">
    <xsl:variable name="categories" as="xs:string*" select="
        catRef ! (f:target(@target)/(catDesc, .)[1] ! tx:line(.)), keywords//term ! tx:line(.)"/>
    <xsl:sequence select="f:fact(f:label('class'), string-join($categories, ', '))"/>
  </xsl:template>

  <xsl:template match="notesStmt" mode="facts" as="element()*">
    <xsl:sequence select="f:fact(f:label('notes'), note ! (
        if (@type = 'recordType') then f:label('record-type') || ': ' || tx:line(.)
        else string-join((@n[../@type = 'record'][. ne 'unlabelled'], tx:line(.)), ': ')))"/>
  </xsl:template>

  <xsl:template match="titleStmt" mode="facts" as="element()*">
    <xsl:sequence select="f:fact(f:label('responsibility'), respStmt ! (
        string-join(resp ! tx:line(.), ', ') || ': ' || string-join((* except resp) ! tx:line(.), ', ')))"/>
    <xsl:sequence select="f:fact(f:label('funder'), (funder, sponsor) ! tx:line(.))"/>
  </xsl:template>

  <xsl:template match="availability" mode="facts" as="element()*">
    <xsl:sequence select="f:fact(f:label('rights'), (* ! tx:line(.), .[not(*)] ! tx:line(.)))"/>
  </xsl:template>

  <xsl:template match="revisionDesc" mode="facts" as="element()*">
    <xsl:sequence select="f:fact(f:label('status'), f:label('status.' || @status))"/>
  </xsl:template>
</xsl:stylesheet>
