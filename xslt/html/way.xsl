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
      <xsl:variable name="id" as="xs:string" select="tx:free-id('way', .)"/>
      <section class="way" aria-labelledby="{$id}">
        <h2 id="{$id}">{tx:label('way')}</h2>
        <xsl:for-each select="$messages">
          <xsl:call-template name="message"/>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- One message: its steps, its context, its copies. -->
  <xsl:template name="message" as="element()">
    <xsl:variable name="actions" as="element()*" select="tx:actions(.)"/>
    <xsl:variable name="copies" as="element()*" select="$actions[tx:is-copy(.)]"/>
    <section class="message">
      <xsl:sequence select="tx:own-id(.)"/>
      <h3>{if (correspContext/ref/@type = 'enclosedIn')
           then tx:label('message.enclosed', tx:message-name(.)) else tx:message-name(.)}</h3>
      <xsl:if test="correspContext/ref">
        <ul class="context">
          <xsl:for-each select="correspContext/ref">
            <li>
              <xsl:text>{tx:value-label('context', @type)} </xsl:text>
              <xsl:apply-templates select="."/>
            </li>
          </xsl:for-each>
        </ul>
      </xsl:if>
      <xsl:apply-templates select="note | correspContext/(* except ref)"/>
      <ol class="steps">
        <xsl:for-each select="$actions[not(tx:is-copy(.))]">
          <xsl:call-template name="step"/>
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
                    <span class="secondary">{tx:label('copies.number', normalize-space())}</span>
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
    <li class="step step-{tx:token(@type)}">
      <xsl:sequence select="tx:own-id(.)"/>
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
            <xsl:if test="normalize-space() and normalize-space() ne $shown">
              <xsl:text> </xsl:text>
              <span class="secondary">{tx:label('as.printed', normalize-space())}</span>
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
            <span class="step-note">{tx:value-label('number', @type)} {.}</span>
          </xsl:for-each>
          <xsl:if test="not(descendant-or-self::idno)"><span class="step-note">{.}</span></xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <div class="step-note"><xsl:apply-templates/></div>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
