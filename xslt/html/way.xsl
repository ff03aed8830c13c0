<?xml version="1.0" encoding="UTF-8"?>
<!-- The way of the message: what happened to it, step by step, and who had a copy (Guidelines 2.4.6). -->
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

  <xsl:template name="way" as="element()?">
    <xsl:variable name="messages" as="element()*" select="teiHeader/profileDesc/correspDesc"/>
    <xsl:if test="$messages">
      <xsl:call-template name="fold">
        <xsl:with-param name="kind" select="'way'"/>
        <xsl:with-param name="label" select="tx:label('way')"/>
        <xsl:with-param name="shown" select="$messages"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="correspDesc" mode="folded" as="element()">
    <xsl:call-template name="message"/>
  </xsl:template>

  <!-- One message: its steps, its context, its copies. -->
  <xsl:template name="message" as="element()">
    <xsl:variable name="actions" as="element()*" select="tx:actions(.)"/>
    <xsl:variable name="copies" as="element()*" select="$actions[tx:is-copy(.)]"/>
    <section class="message">
      <xsl:sequence select="tx:own-id(.)"/>
      <h3>{if (correspContext/ref/@type = 'enclosedIn')
           then tx:label('message.enclosed', tx:message-name(.)) else tx:message-name(.)}</h3>
      <xsl:call-template name="context"/>
      <xsl:apply-templates select="note | correspContext/(* except ref)"/>
      <ol class="steps">
        <xsl:variable name="steps" as="element()*" select="$actions[not(tx:is-copy(.))]"/>
        <xsl:for-each select="$steps">
          <xsl:variable name="position" as="xs:integer" select="position()"/>
          <xsl:call-template name="step">
            <xsl:with-param name="before" select="$steps[position() lt $position]"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:if test="$copies">
          <li class="step step-copies">
            <span class="step-name">{tx:label('copies')}</span>
            <xsl:text> </xsl:text>
            <span class="secondary">{tx:label('copies.sum', (tx:counted('copies.count', sum($copies ! tx:copies(.)) cast as xs:integer),
                                              tx:counted('copies.recipients', count($copies))))}</span>
            <ul class="copies">
              <xsl:for-each select="$copies">
                <li>
                  <xsl:sequence select="tx:own-id(.)"/>
                  <span class="recipients">
                    <xsl:apply-templates select="persName | orgName | name | rs | placeName" mode="party"/>
                    <xsl:call-template name="when"/>
                    <xsl:call-template name="remarks"/>
                  </span>
                  <xsl:text> </xsl:text>
                  <span class="number">{tx:counted('copies.count', tx:copies(.))}</span>
                  <xsl:for-each select="note[@type = 'copyNumber'][normalize-space()]">
                    <xsl:text> </xsl:text>
                    <span class="secondary">{tx:label('copies.number', tx:line(.))}</span>
                  </xsl:for-each>
                </li>
              </xsl:for-each>
            </ul>
          </li>
        </xsl:if>
      </ol>
      <xsl:variable name="part" as="element()?" select="key('decls', '#' || @xml:id)[self::floatingText or self::div[@type = 'enclosure']][1]"/>
      <xsl:if test="@xml:id and $part">
        <p class="jump">
          <a href="#{encode-for-uri(tx:enclosure-id($part))}">{tx:label('message.read')}</a>
        </p>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- One step: what, when, who. -->
  <xsl:template name="step" as="element()">
    <!-- The steps before it. -->
    <xsl:param name="before" as="element()*" select="()"/>
    <li class="step step-{tx:token(@type)}">
      <xsl:sequence select="tx:own-id(.)"/>
      <xsl:variable name="later" as="xs:dayTimeDuration?" select="tx:later($before[exists(tx:moment(.))][last()], .)"/>
      <xsl:if test="exists($later)">
        <span class="step-later{' step-days'[$later ge xs:dayTimeDuration('P1D')]}">{tx:label('way.later', tx:duration($later))}</span>
        <xsl:text> </xsl:text>
      </xsl:if>
      <span class="step-name">{
        let $fine := 'event.' || @type || '.' || @subtype, $coarse := 'event.' || @type
        return if (tx:has-label($fine)) then tx:label($fine)
               else string-join(((if (tx:has-label($coarse)) then tx:label($coarse) else string(@type)), string(@subtype))[.], ', ')}</span>
      <xsl:text> </xsl:text>
      <xsl:call-template name="when"/>
      <xsl:if test="persName | orgName | name | rs | placeName | settlement | country">
        <xsl:text> </xsl:text>
        <span class="step-who">
          <xsl:for-each select="persName | orgName | name | rs | placeName | settlement | country">
            <xsl:if test="@type = 'callsign'">
              <span class="secondary">{tx:label('callsign')} </span>
            </xsl:if>
            <xsl:apply-templates select="." mode="party"/>
          </xsl:for-each>
        </span>
      </xsl:if>
      <xsl:call-template name="remarks"/>
    </li>
  </xsl:template>

  <!-- The day and hour of an action, where the encoding gives exactly one, with certainty. -->
  <xsl:function name="tx:moment" as="xs:dateTime?">
    <xsl:param name="action" as="element()?"/>
    <xsl:variable name="dates" as="element()*" select="$action/(date | time)"/>
    <xsl:sequence select="$dates[count($dates) eq 1][not(@cert) or @cert = 'high'][@when castable as xs:dateTime] ! xs:dateTime(@when)"/>
  </xsl:function>

  <!-- How much later an action was than another; nothing where only one of the two hours says in which zone it is, since
       that difference would be invented, or where it was not later. -->
  <xsl:function name="tx:later" as="xs:dayTimeDuration?">
    <xsl:param name="earlier" as="element()?"/>
    <xsl:param name="action" as="element()"/>
    <xsl:variable name="from" as="xs:dateTime?" select="tx:moment($earlier)"/>
    <xsl:variable name="to" as="xs:dateTime?" select="tx:moment($action)"/>
    <xsl:if test="exists($from) and exists($to) and empty(timezone-from-dateTime($from)) = empty(timezone-from-dateTime($to))">
      <xsl:sequence select="($to - $from)[. gt xs:dayTimeDuration('PT0S')]"/>
    </xsl:if>
  </xsl:function>

  <!-- A duration as days, hours and minutes: "2 h 5 min". -->
  <xsl:function name="tx:duration" as="xs:string">
    <xsl:param name="duration" as="xs:dayTimeDuration"/>
    <xsl:sequence select="string-join((
        days-from-duration($duration)[. gt 0] ! tx:label('duration.days', string(.)),
        hours-from-duration($duration)[. gt 0] ! tx:label('duration.hours', string(.)),
        minutes-from-duration($duration)[. gt 0] ! tx:label('duration.minutes', string(.))), ' ')"/>
  </xsl:function>

  <!-- The dates of an action: for readers, and as printed where that says something else. -->
  <xsl:template name="when" as="node()*">
    <xsl:for-each select="date | time">
      <xsl:variable name="shown" as="xs:string" select="tx:dating(.)"/>
      <xsl:text> </xsl:text>
      <span class="step-when">
        <xsl:choose>
          <xsl:when test="$shown">
            <xsl:choose>
              <xsl:when test="tx:is-machine-date(@when)"><time datetime="{@when}">{$shown}</time></xsl:when>
              <xsl:otherwise>{$shown}</xsl:otherwise>
            </xsl:choose>
            <xsl:if test="tx:line(.) and tx:line(.) ne $shown">
              <xsl:text> </xsl:text>
              <span class="secondary">{tx:label('as.printed', tx:line(.))}</span>
            </xsl:if>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@cert or @evidence">
          <xsl:text> </xsl:text>
          <span class="secondary">{string-join((tx:value-label('evidence', @evidence), tx:value-label('cert', @cert))[.], ', ')}</span>
        </xsl:if>
      </span>
    </xsl:for-each>
  </xsl:template>

  <!-- Everything else that an action says. -->
  <xsl:template name="remarks" as="node()*">
    <xsl:for-each select="* except (persName | orgName | name | rs | placeName | settlement | country | date | time | note[@type = ('copies', 'copyNumber')])">
      <xsl:choose>
        <xsl:when test="self::note[@type = 'registration'] or self::idno">
          <xsl:for-each select="descendant-or-self::idno">
            <xsl:text> </xsl:text>
            <span class="step-note">{tx:value-label('number', @type)} {tx:line(.)}</span>
          </xsl:for-each>
          <xsl:if test="not(descendant-or-self::idno)"><span class="step-note"><xsl:apply-templates/></span></xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <div class="step-note"><xsl:apply-templates/></div>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
