<?xml version="1.0" encoding="UTF-8"?>
<!-- correspDesc: correspondents, way, copies and relations of one message. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:f="urn:tei-edition:print" xmlns:tx="urn:tei-edition:functions" version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">
  <xsl:template match="correspDesc" mode="facts" as="element()*">
    <xsl:variable name="actions" as="element()*">
      <xsl:perform-sort select="correspAction">
        <xsl:sort select="string(@sortKey)"/>
      </xsl:perform-sort>
    </xsl:variable>
    <xsl:variable name="named" as="xs:string*" select="'to', 'ultimate', 'cc'"/>
    <xsl:sequence select="f:fact(f:label('numbers'), string-join((
        @n ! string(), .//idno ! (f:label('number.' || @type) || ' ' || tx:line(.))), '; '))"/>
    <xsl:sequence select="f:fact(f:label('sent'), $actions[@type = 'sent'] ! f:parties(.))"/>
    <xsl:for-each select="$named">
      <xsl:variable name="kind" as="xs:string" select="."/>
      <xsl:sequence select="f:fact(f:label($kind), string-join($actions[@type = 'received'][@subtype = $kind] ! f:parties(.), '; '))"/>
    </xsl:for-each>
    <xsl:sequence select="f:fact(f:label('copy'), string-join($actions[@type = 'received'][@subtype = 'copy'] ! f:copy(.), '; '))"/>
    <xsl:sequence select="f:fact(f:label('way'), $actions[date or not(@type = 'sent' or @subtype = ($named, 'copy'))] ! f:event(.))"/>
    <xsl:variable name="related" as="element()*" select="correspContext/ref[not(@type = ('encloses', 'enclosedIn'))][normalize-space(.)]"/>
    <xsl:if test="exists($related)">
      <fact>
        <term>{f:label('context')}</term>
        <xsl:for-each select="$related">
          <value>
            <xsl:text>{f:label('context.' || @type)} </xsl:text>
            <xsl:apply-templates select="."/>
          </value>
        </xsl:for-each>
      </fact>
    </xsl:if>
    <xsl:sequence select="f:fact(f:label('notes'), (note, correspContext/(* except ref)) ! tx:line(.))"/>
  </xsl:template>

  <!-- The persons and bodies of an action, with call sign and place. -->
  <xsl:function name="f:parties" as="xs:string">
    <xsl:param name="action" as="element()"/>
    <xsl:variable name="names" as="xs:string*" select="$action/(* except (date, time, note, placeName, name[@type = 'callsign'])) ! f:name(.)"/>
    <xsl:variable name="callsign" as="xs:string*" select="$action/name[@type = 'callsign'] ! ('“' || tx:line(.) || '”')"/>
    <xsl:variable name="notes" as="xs:string*" select="$action/note[not(@type = ('copies', 'copyNumber', 'registration'))] ! tx:line(.)"/>
    <xsl:variable name="who" as="xs:string" select="
        string-join($names, '; ') || (if (exists($callsign)) then ' (' || string-join($callsign, ', ') || ')' else '')"/>
    <xsl:sequence select="string-join(
        (normalize-space($who), $action/placeName ! f:name(.), $notes)[. != ''], ', ')"/>
  </xsl:function>

  <!-- A recipient of copies, with how many and which one, where that is told. -->
  <xsl:function name="f:copy" as="xs:string">
    <xsl:param name="action" as="element()"/>
    <xsl:variable name="number" as="xs:string" select="string(($action/note[@type = 'copies']/num/@value, '')[1])"/>
    <xsl:variable name="which" as="xs:string" select="string-join($action/note[@type = 'copyNumber'] ! tx:line(.))"/>
    <xsl:variable name="told" as="xs:string*" select="($number, if ($which) then f:fill(f:label('copy.number'), 'NUMBER', $which) else '')[. != '']"/>
    <xsl:sequence select="f:parties($action) || (if (exists($told)) then ' (' || string-join($told, ', ') || ')' else '')"/>
  </xsl:function>

  <!-- A station of the way: what happened, when, by or to whom. The parties of sending and addressees stand elsewhere. -->
  <xsl:function name="f:event" as="xs:string">
    <xsl:param name="action" as="element()"/>
    <xsl:variable name="what" as="xs:string" select="f:label((string-join(('event', $action/@type, $action/@subtype), '.'), 'event.' || $action/@type))"/>
    <xsl:variable name="who" as="xs:string" select="if ($action/@type = 'sent') then '' else f:parties($action)"/>
    <xsl:sequence select="string-join((string-join(($what, $who) ! normalize-space()[.], ': '), $action/(date, time) ! f:date(.))[. != ''], ', ')"/>
  </xsl:function>

  <!-- The caption of an enclosed message: "Enclosed letter: Kim Il Sung to Stalin, 16 July 1952". -->
  <xsl:function name="f:message-caption" as="xs:string">
    <xsl:param name="type" as="xs:string?"/>
    <xsl:param name="message" as="element()?"/>
    <xsl:variable name="names" as="function(element()*) as xs:string*" select="
        function($actions as element()*) as xs:string* { $actions/(persName, orgName) ! f:name(.) }"/>
    <xsl:variable name="from" as="xs:string" select="string-join($names($message/correspAction[@type = 'sent']), '; ')"/>
    <xsl:variable name="addressees" as="xs:string" select="string-join($names($message/correspAction[@subtype = 'to']), '; ')"/>
    <xsl:variable name="ultimate" as="xs:string" select="string-join($names($message/correspAction[@subtype = 'ultimate']), '; ')"/>
    <xsl:variable name="to" as="xs:string" select="
        if ($addressees and $ultimate) then f:fill(f:fill(f:label('caption.ultimate'), 'TO', $addressees), 'FOR', $ultimate)
        else $addressees || $ultimate"/>
    <xsl:variable name="parties" as="xs:string" select="
        if ($from and $to) then f:fill(f:fill(f:label('caption.parties'), 'FROM', $from), 'TO', $to) else $from || $to"/>
    <xsl:variable name="date" as="xs:string?" select="$message/correspAction[@type = 'sent'][1]/date[1] ! f:date(.)"/>
    <xsl:variable name="details" as="xs:string" select="string-join(($parties, $date)[. != ''], ', ')"/>
    <xsl:variable name="kind" as="xs:string" select="f:label(('message.' || $type, 'message'))"/>
    <xsl:sequence select="string-join(($kind, $details)[. != ''], ': ')"/>
  </xsl:function>
</xsl:stylesheet>
