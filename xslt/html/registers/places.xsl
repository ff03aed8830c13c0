<?xml version="1.0" encoding="UTF-8"?>
<!-- Places on a map: land and places in the units of the drawing, as publish/mapping.py reckons them. -->
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

  <xsl:template match="cat:map" as="element()">
    <figure class="map">
      <svg viewBox="0 0 {@width} {@height}" role="img" aria-label="{tx:label('map')}">
        <path class="land" d="{cat:land}" fill-rule="evenodd"/>
        <xsl:for-each select="cat:spot">
          <xsl:variable name="name" as="xs:string" select="(tx:main-name(tx:entry(.))[.], substring-after(@ref, '#'))[1]"/>
          <circle cx="{@x}" cy="{@y}" r="4">
            <title>{$name}</title>
          </circle>
          <xsl:if test="@label">
            <text x="{xs:double(@x) + (if (@label = 'end') then -8 else 8)}" y="{xs:double(@y) + 4}" text-anchor="{@label}">{$name}</text>
          </xsl:if>
        </xsl:for-each>
      </svg>
      <figcaption class="secondary">{tx:label('map.outlines')}</figcaption>
    </figure>
  </xsl:template>
</xsl:stylesheet>
