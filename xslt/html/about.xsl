<?xml version="1.0" encoding="UTF-8"?>
<!-- What the edition says of itself: who made it, its date, its rights, how to cite it. -->
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

  <xsl:template name="edition-facts" as="element()">
    <dl class="facts">
      <xsl:for-each select="$publisher[.]">
        <div><dt>{tx:label('about.publisher')}</dt><dd>{.}</dd></div>
      </xsl:for-each>
      <xsl:for-each select="$editors[.]">
        <div><dt>{tx:label('about.editors')}</dt><dd>{.}</dd></div>
      </xsl:for-each>
      <xsl:for-each select="string-join(($edition-version, tx:date($build-date))[.], ', ')[.]">
        <div><dt>{tx:label('about.date')}</dt><dd>{.}</dd></div>
      </xsl:for-each>
      <xsl:if test="$licence-target or $licence-name">
        <div>
          <dt>{tx:label('rights.encoding')}</dt>
          <dd>
            <xsl:call-template name="licence-link"/>
          </dd>
        </div>
      </xsl:if>
      <div><dt>{tx:label('rights.text')}</dt><dd>{tx:label('about.rights')}</dd></div>
      <div>
        <dt>{tx:label('cite')}</dt>
        <dd>
          <cite>{$edition-title}</cite>
          <xsl:value-of select="tx:label('cite.edition', string-join((
              tx:label('cite.version', $edition-version)[$edition-version], tx:label('cite.editors', $editors)[$editors], $publisher, substring($build-date, 1, 4))[.], ', ') ! (if (.) then ', ' || . else ''))"/>
          <xsl:if test="tx:is-web-address($base-url)">
            <xsl:text> </xsl:text>
            <a href="{$base-url}">{$base-url}</a>
          </xsl:if>
        </dd>
      </div>
    </dl>
  </xsl:template>
</xsl:stylesheet>
