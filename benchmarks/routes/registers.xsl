<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists and indexes as plain HTML, for measuring only: first of each document what they tell of it (mode gather), then
     of all of these together the list of telegrams, an index of persons, places and organisations with a page for each,
     of archives, and of years. -->
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" version="3.0" expand-text="yes" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
  <xsl:param name="authority" as="document-node()?" select="()"/>
  <xsl:key name="entry" match="*" use="@xml:id"/>
  <xsl:output method="html" html-version="5" indent="no"/>
  <xsl:mode name="gather" on-no-match="shallow-skip"/>

  <xsl:template match="/" mode="gather">
    <xsl:variable name="sent" select="(//correspDesc)[1]/correspAction[@type = 'sent']"/>
    <telegram xmlns="" id="{TEI/@xml:id}" title="{(//titleStmt/title[@type = 'short'])[1]}" date="{$sent/date/@when}" from="{$sent/persName}" to="{(//correspDesc)[1]/correspAction[@subtype = 'to']/persName}">
      <xsl:for-each-group select="//(persName | placeName | orgName)[contains(@ref, '#')]" group-by="substring-after(@ref, '#')">
        <m k="{current-grouping-key()}" n="{count(current-group())}" as="{distinct-values(current-group()/normalize-space()) => string-join(' | ')}"/>
      </xsl:for-each-group>
      <xsl:for-each select="//msIdentifier"><w a="{repository}" s="{idno[@type = 'canonical']}"/></xsl:for-each>
    </telegram>
  </xsl:template>

  <xsl:template match="/" xpath-default-namespace="">
    <xsl:variable name="telegrams" select="sort(all/telegram, (), function($one) { string($one/@date) })"/>
    <xsl:for-each-group select="$telegrams" group-adjacent="(position() - 1) idiv 500">
      <xsl:call-template name="list">
        <xsl:with-param name="path" select="if (current-grouping-key()) then 'index-' || current-grouping-key() + 1 || '.html' else 'list.html'"/>
        <xsl:with-param name="title" select="'Telegrams'"/>
        <xsl:with-param name="telegrams" select="current-group()"/>
      </xsl:call-template>
    </xsl:for-each-group>
    <xsl:for-each-group select="$telegrams/m" group-by="@k">
      <xsl:variable name="entry" select="key('entry', current-grouping-key(), $authority)"/>
      <xsl:variable name="name" select="string($entry/*[1])"/>
      <xsl:for-each-group select="current-group()" group-adjacent="(position() - 1) idiv 500">
        <xsl:call-template name="list">
          <xsl:with-param name="path" select="'entries/' || @k || (if (current-grouping-key()) then '-' || current-grouping-key() + 1 else '') || '.html'"/>
          <xsl:with-param name="title" select="$name"/>
          <xsl:with-param name="telegrams" select="current-group()/.."/>
        </xsl:call-template>
      </xsl:for-each-group>
    </xsl:for-each-group>
    <xsl:for-each-group select="$telegrams/w" group-by="@a">
      <xsl:for-each-group select="sort(current-group(), (), function($one) { string($one/@s) })" group-adjacent="(position() - 1) idiv 500">
        <xsl:call-template name="list">
          <xsl:with-param name="path" select="'archives/' || @a || '-' || current-grouping-key() + 1 || '.html'"/>
          <xsl:with-param name="title" select="string(@a)"/>
          <xsl:with-param name="telegrams" select="current-group()/.."/>
        </xsl:call-template>
      </xsl:for-each-group>
    </xsl:for-each-group>
    <xsl:for-each-group select="$telegrams" group-by="substring(@date, 1, 4)">
      <xsl:variable name="year" select="current-grouping-key()"/>
      <xsl:for-each-group select="current-group()" group-adjacent="(position() - 1) idiv 500">
        <xsl:call-template name="list">
          <xsl:with-param name="path" select="'years/' || $year || '-' || current-grouping-key() + 1 || '.html'"/>
          <xsl:with-param name="title" select="$year"/>
          <xsl:with-param name="telegrams" select="current-group()"/>
        </xsl:call-template>
      </xsl:for-each-group>
    </xsl:for-each-group>
    <html lang="en">
      <head><title>Indexes</title></head>
      <body>
        <ul>
          <xsl:for-each-group select="$telegrams/m" group-by="@k">
            <xsl:sort select="key('entry', current-grouping-key(), $authority)/*[1]"/>
            <li><a href="entries/{current-grouping-key()}.html">{key('entry', current-grouping-key(), $authority)/*[1]}</a> {count(current-group())}, {sum(current-group()/@n)}</li>
          </xsl:for-each-group>
        </ul>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="list">
    <xsl:param name="path" as="xs:string"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="telegrams" as="element()*"/>
    <xsl:result-document href="{$path}">
      <html lang="en">
        <head><title>{$title}</title></head>
        <body>
          <h1>{$title}</h1>
          <ol>
            <xsl:for-each select="$telegrams">
              <li><a href="{if (contains($path, '/')) then '../' else ''}telegrams/{@id}.html">{@title}</a> {@date} {@from} → {@to}</li>
            </xsl:for-each>
          </ol>
        </body>
      </html>
    </xsl:result-document>
  </xsl:template>
</xsl:stylesheet>
