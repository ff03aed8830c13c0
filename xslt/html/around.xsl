<?xml version="1.0" encoding="UTF-8"?>
<!-- The telegrams around a telegram: before and after it in time and in its exchanges, and what relates it to others
     (publish/around.py; Guidelines 2.4.6). -->
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

  <!-- The relation that the other telegram has to this one, where this one says the first. -->
  <xsl:variable name="tx:inverse" as="map(xs:string, xs:string)" select="map{
      'prev': 'next', 'next': 'prev', 'reply': 'replyTo', 'replyTo': 'reply', 'encloses': 'enclosedIn',
      'enclosedIn': 'encloses', 'parallel': 'parallel', 'mentions': 'mentionedIn'}"/>

  <!-- The name of the file that a pointer to a document of the edition leads to, without suffix. -->
  <xsl:function name="tx:document" as="xs:string?">
    <xsl:param name="pointer" as="xs:string?"/>
    <xsl:sequence select="replace($pointer, '^(\./)?([^#]*)\.xml(#.*)?$', '$2')[matches($pointer, '^(\./)?[\w][\w.\-]*\.xml(#[\w.\-]+)?$')]"/>
  </xsl:function>

  <!-- When the other telegram was sent, and its number where its title does not tell it. -->
  <xsl:function name="tx:telegram-date" as="xs:string">
    <xsl:param name="telegram" as="element(cat:telegram)"/>
    <xsl:sequence select="(tx:date($telegram/@date)[.], tx:label('undated'))[1]"/>
  </xsl:function>

  <!-- What a message has to do with others, as its file says; and the telegram also as the files of others say. -->
  <xsl:template name="context" as="element()?">
    <xsl:variable name="message" as="element()" select="."/>
    <xsl:where-populated>
      <ul class="context">
        <xsl:for-each select="correspContext/ref">
          <li>
            <xsl:text>{tx:value-label('context', @type)} </xsl:text>
            <xsl:call-template name="related"/>
          </li>
        </xsl:for-each>
        <xsl:if test="not(preceding-sibling::correspDesc)">
          <xsl:for-each select="$around/cat:around/cat:relation">
            <xsl:variable name="type" as="xs:string" select="($tx:inverse(@type), @type)[1]"/>
            <xsl:if test="not($message/correspContext/ref[@type = $type][tx:document(@target) = current()/cat:telegram/@id])">
              <li>
                <xsl:text>{tx:value-label('context', $type)} </xsl:text>
                <xsl:apply-templates select="cat:telegram" mode="related"/>
              </li>
            </xsl:if>
          </xsl:for-each>
        </xsl:if>
      </ul>
    </xsl:where-populated>
  </xsl:template>

  <!-- The other message of a relation: as the file names it, and what it is where the edition has it. -->
  <xsl:template name="related" as="node()*">
    <xsl:variable name="document" as="xs:string?" select="tx:document(@target)"/>
    <xsl:variable name="known" as="element()?" select="$around/cat:around/cat:known/cat:telegram[@id = $document]"/>
    <xsl:choose>
      <xsl:when test="$known and not(normalize-space())">
        <xsl:apply-templates select="$known" mode="related"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="."/>
        <xsl:if test="not(tx:link(@target, .)) and not(normalize-space())">{$document}</xsl:if>
        <xsl:if test="$known">
          <xsl:text> </xsl:text>
          <span class="secondary">{tx:telegram-date($known)}</span>
        </xsl:if>
        <xsl:if test="$around and not($known) and ($document or (not(@target) and tx:line(.) = $around/cat:around/cat:missing))">
          <xsl:text> </xsl:text>
          <span class="missing">{tx:label('context.missing')}</span>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="cat:telegram" mode="related" as="node()*">
    <a href="{encode-for-uri(@id)}.html">{(@title/string()[.], string(@id))[1]}</a>
    <xsl:text> </xsl:text>
    <span class="secondary">{tx:telegram-date(.)}</span>
  </xsl:template>

  <!-- The way to the telegrams before and after, above the title. -->
  <xsl:template name="steps-in-time" as="element()?">
    <xsl:variable name="sides" as="element()*" select="$around/cat:around/(cat:previous, cat:next)"/>
    <xsl:if test="$sides">
      <nav class="steps-in-time" aria-label="{tx:label('around.steps')}">
        <xsl:for-each select="$sides">
          <a class="{local-name()}" rel="{if (self::cat:next) then 'next' else 'prev'}" href="{encode-for-uri(cat:telegram/@id)}.html"
             title="{cat:telegram/@title}" aria-label="{tx:label('around.' || local-name(), tx:telegram-date(cat:telegram))}">{tx:telegram-date(cat:telegram)}</a>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- Before and after: in time, and in the exchange of each two correspondents. -->
  <xsl:template name="around" as="element()?">
    <xsl:variable name="turns" as="element()*" select="$around/(cat:around[cat:previous or cat:next], cat:around/cat:exchange)"/>
    <xsl:if test="$turns">
      <nav class="around" aria-label="{tx:label('around')}">
        <xsl:for-each select="$turns">
          <div class="turn">
            <p class="turn-name">{if (self::cat:exchange) then tx:label('around.exchange', cat:party ! tx:display-name(.)) else tx:label('around.time')}</p>
            <xsl:for-each select="cat:previous, cat:next">
              <a class="{local-name()}" href="{encode-for-uri(cat:telegram/@id)}.html">
                <span class="date">{tx:label('around.' || local-name(), tx:telegram-date(cat:telegram))}</span>
                <xsl:text> </xsl:text>
                <span class="title">{(cat:telegram/@title/string()[.], string(cat:telegram/@id))[1]}</span>
              </a>
            </xsl:for-each>
          </div>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
